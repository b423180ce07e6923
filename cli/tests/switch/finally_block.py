# needs: greenlet
from support import drive, pause


def returning():
    try:
        return pause("value")
    finally:
        pause("cleanup")


def looping():
    out = []
    for n in range(4):
        try:
            if n == 1:
                continue
            if n == 3:
                break
            out.append(n)
        finally:
            out.append(pause(f"finally {n}"))
    return out


def raising():
    try:
        try:
            raise ValueError("first")
        finally:
            pause("inner")
    except ValueError as error:
        pause("handler")
        return str(error), error.__context__
    else:
        pause("unreachable")


def body():
    return returning(), looping(), raising()


drive(body, answer=str.upper)
