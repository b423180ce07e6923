"""Dicts of weak references."""


def remove_dead_weakref(d, key):
    at = probe(d, key, hash(key))
    if at >= 0 and _is_dead_weakref(_value(d, at)):
        _remove_entry(d, at)
