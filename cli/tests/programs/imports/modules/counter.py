"""Counts how often it was executed."""
import builtins

builtins.executed = getattr(builtins, "executed", 0) + 1
print("executed", builtins.executed)
state = []
