from ..leaf import COLOUR
from .. import VERSION
from . import twig as t
from .twig import leaf_grows


def run():
    from ...tree_outside import nothing
