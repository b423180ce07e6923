# needs: greenlet
import sys

from support import drive, pause


def body():
    try:
        raise KeyError("mine")
    except KeyError:
        pause("in the handler")
        kept = str(sys.exc_info()[1])
        try:
            raise ValueError("inner")
        except ValueError as error:
            pause("deeper")
            context = str(error.__context__)
    return kept, context, sys.exc_info()


try:
    raise RuntimeError("the driver's own")
except RuntimeError:
    drive(body)
    print(sys.exc_info()[1])
