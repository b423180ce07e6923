"""What goes wrong with pickles."""

# For whoever asks, what is defined here belongs to `pickle`.
__name__ = 'pickle'


class PickleError(Exception):
    """The base of the others."""


class PicklingError(PickleError):
    """An object cannot be pickled."""


class UnpicklingError(PickleError):
    """A pickle is broken, or does not fit."""


class _Stop(Exception):
    """Raised by the reader at the end of a pickle, with the object."""

    def __init__(self, value):
        self.value = value
