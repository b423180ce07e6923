"""The logger of asyncio, made when something is to be logged."""


def __getattr__(name):
    if name != 'logger':
        raise AttributeError(f'module {__name__!r} has no attribute {name!r}')
    import logging
    logger = globals()['logger'] = logging.getLogger(__package__)
    return logger
