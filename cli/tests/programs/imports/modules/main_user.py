import __main__

SEEN = __main__.FOR_OTHERS
