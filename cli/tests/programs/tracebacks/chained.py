# exit: 1
class Custom(Exception):
    pass


def parse(text):
    try:
        return int(text)
    except ValueError as error:
        raise Custom(f"cannot parse {text}") from error


def handle(text):
    try:
        return parse(text)
    except Custom:
        return {}["handler"]


def quiet():
    try:
        handle("x")
    except KeyError:
        raise RuntimeError("clean") from None


def final():
    try:
        quiet()
    finally:
        undefined


try:
    handle("y")
except KeyError as error:
    print(repr(error), repr(error.__context__), repr(error.__context__.__cause__))
final()
