def conditions(a, b, c):
    if a < b <= c and not a == 1 or b is None:
        return 1
    elif a in (1, 2) or b not in [3, 4]:
        return 2
    while a and b:
        if c:
            continue
        if not a:
            break
    x = a and b or c
    y = a if b else c
    z = a < f() < c
    return not x is y


def constants():
    while True:
        if 0:
            never()
        if __debug__:
            return -1 * 2 ** 3, (1, 2)[0], "a" + "b", not ""
