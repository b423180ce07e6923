"""The policies under the name by which older programs know them."""

from email.policy import Compat32, Policy, compat32

__all__ = ["Policy", "Compat32", "compat32"]
