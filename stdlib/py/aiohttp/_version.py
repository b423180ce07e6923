"""The version of the interface."""

__version__ = '3.11.0'
