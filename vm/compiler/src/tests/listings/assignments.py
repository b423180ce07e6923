def simple(a, b):
    x = a + b * 2
    y = z = x
    x += 1
    x, y = y, x
    x, y = y, x + y
    p = 1, 2
    (q, *r), s = p
    a.b = a[0] = x
    a.c += b
    a[x] -= 1
    return x


def walrus(a):
    b = a + (a := 1)
    if (n := len(b)) > 3:
        return n


def targets():
    global g
    g = 1
    for i, (j, k) in g:
        h[i], o.p = j, k
    del i, h[0], o.p
