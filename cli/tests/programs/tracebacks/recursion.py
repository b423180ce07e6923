# exit: 1
def down(n):
    return down(n + 1)


def a(n):
    return b(n)


def b(n):
    return a(n + 1)


import traceback

try:
    a(0)
except RecursionError as error:
    print(error, len(traceback.extract_tb(error.__traceback__)) > 500)
down(0)
