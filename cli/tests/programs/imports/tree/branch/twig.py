print("tree/branch/twig", __name__)
from .. import leaf
from ..leaf import grow as leaf_grows
from . import ALSO
