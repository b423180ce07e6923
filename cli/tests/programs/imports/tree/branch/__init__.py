print("tree/branch", __name__)
__all__ = ["twig", "ALSO"]
ALSO = "also"
NOT_EXPORTED = "not exported"
