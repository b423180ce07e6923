def maybe(a):
    if a:
        x = 1
    print(x)
    print(x)


def always(a):
    if a:
        x = 1
    else:
        x = 2
    for i in a:
        y = i
        print(x, y)
    print(i)


def deleted(x):
    print(x)
    del x
    return x


def operands(a):
    return b + a.c()
    b = 1
