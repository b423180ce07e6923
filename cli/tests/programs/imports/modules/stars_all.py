__all__ = ["_chosen", "public"]
_chosen = 1
public = 2
other = 3
