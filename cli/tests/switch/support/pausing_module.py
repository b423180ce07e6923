"""Imported by import_module.py: its body pauses."""

from support import pause

ANSWERS = [pause("first"), pause("second")]


def double(n):
    return n * 2


ANSWERS.append(pause("last"))
