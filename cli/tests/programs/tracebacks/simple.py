# exit: 1
def first(x):
    return second(x) + 1


def second(x):
    value = {"a": [1, 2]}
    return value["a"][x] * third(
        x,
        key=value,
    )


def third(x, key):
    raise ValueError(f"third has {x}")


try:
    first(5)
except IndexError:
    print("caught")
first(1)
