"""Binary search in any sequence, with any comparison."""


def bisect_in(a, x, lo, hi, key, left):
    if hi is None:
        hi = len(a)
    while lo < hi:
        middle = (lo + hi) // 2
        item = a[middle]
        if key is not None:
            item = key(item)
        if left:
            less = item < x
        else:
            less = not x < item
        if less:
            lo = middle + 1
        else:
            hi = middle
    return lo


def insort_in(a, x, lo, hi, key, left):
    wanted = x if key is None else key(x)
    i = bisect_in(a, wanted, lo, hi, key, left)
    a.insert(i, x)
