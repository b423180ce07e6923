"""Coroutines as filters: a pipeline that data is pushed through, checking brackets on the way."""

from functools import wraps

PAIRS = {")": "(", "]": "[", "}": "{"}


def primed(function):
    """Advance a coroutine to its first `yield`, where it can receive."""

    @wraps(function)
    def start(*arguments):
        coroutine = function(*arguments)
        next(coroutine)
        return coroutine

    return start


@primed
def numbered(target):
    row, column = 1, 0
    while True:
        mark = yield
        column += 1
        target.send((mark, row, column))
        if mark == "\n":
            row, column = row + 1, 0


@primed
def without_strings(target):
    while True:
        mark, row, column = yield
        if mark == '"':
            while (yield)[0] != '"':
                pass
        else:
            target.send((mark, row, column))


@primed
def brackets(report):
    opened = []
    try:
        while True:
            mark, row, column = yield
            if mark in PAIRS.values():
                opened.append((mark, row, column))
            elif mark in PAIRS:
                if not opened or opened[-1][0] != PAIRS[mark]:
                    report.send(f"{mark} in line {row}, column {column} closes nothing")
                else:
                    opened.pop()
    except GeneratorExit:
        for mark, row, column in opened:
            report.send(f"{mark} in line {row}, column {column} is never closed")


@primed
def printer():
    count = 0
    try:
        while True:
            text = yield
            count += 1
            print("  ", text)
    finally:
        print("  ", count or "no", "problem" if count == 1 else "problems")


for text in ['f(a[1], {"k": "("})', "g(]\n  h{", "((x)", '"[" + ")"']:
    print(repr(text))
    sink = printer()
    checker = brackets(sink)
    source = numbered(without_strings(checker))
    for mark in text:
        source.send(mark)
    checker.close()
    sink.close()
