NAME = "second"
from .first import NAME as other
