# Values that live across a pause, an exception, or a rebinding in the middle of an expression.
def g():
    x = [(yield 1), (yield 2), (yield 3)]
    y = {(yield "k"): (yield "v"), **{(yield "k2"): 0}}
    z = ((yield "a") + (yield "b")) * (yield "c")
    w = f"{(yield 'f1')}-{(yield 'f2')!r}"
    s = [0, 1, 2, 3, 4][(yield "lo"):(yield "hi")]
    c = (yield "l") < (yield "m") < (yield "r")
    r = max((yield "m1"), (yield "m2"), key=(yield "key"))
    l = []
    l[(yield "i"):] = yield "items"
    t = (yield "cond") and (yield "and") or (yield "or")
    return x, y, z, w, s, c, r, l, t


it = g()
sends = [
    None,
    "A",
    "B",
    "C",
    "K",
    "V",
    "K2",
    2,
    3,
    4,
    "F1",
    "F2",
    1,
    3,
    1,
    2,
    3,
    5,
    -7,
    abs,
    "xyz",
    0,
    1,
    0,
    "end",
]
try:
    for s in sends:
        print(it.send(s), end=" ")
except StopIteration as e:
    print()
    print(e.value)


def thrown():
    out = []
    for i in range(3):
        try:
            out.append([i, (yield i), i + (yield -i)])
        except ValueError as e:
            out.append(("error", str(e), i))
    return out


it = thrown()
print(next(it), it.throw(ValueError("first")), it.send(5), it.send(6), it.send(7))
try:
    it.throw(ValueError("last"))
except StopIteration as e:
    print(e.value)


def raising(n):
    if n == 2:
        raise KeyError(n)
    return n


def partial():
    done = []
    try:
        x = [raising(0), done.append("a"), raising(1), raising(2), done.append("never")]
    except KeyError:
        x = "kept?" if "x" in locals() else "unset"
    return x, done


print(partial())


def rebinding():
    a = 1
    r = [a, (a := 2), a, (lambda: a)(), (a := a + 1), a]
    b = c = [a]
    b += [b]
    return r, c[0], c is b, b[1] is b


print(rebinding())


def swap_through_calls(a, b):
    def s(x, y):
        return y, x

    a, b = s(a, b)
    a, b = s(*s(b, a))
    return a, b


print(swap_through_calls(1, 2))


def loop_vars():
    fs = []
    for i in range(3):
        j = i * 10
        fs.append(lambda i=i: (i, j))
    return [f() for f in fs]


print(loop_vars())


def delete_in_loop():
    out = []
    for i in range(3):
        x = i
        del x
        try:
            x
        except UnboundLocalError:
            out.append("unbound")
    return out


print(delete_in_loop())


def exception_variable():
    e = "before"
    try:
        raise ValueError("v")
    except ValueError as e:
        kept = e
    try:
        return e
    except UnboundLocalError as u:
        return str(u), kept.args


print(exception_variable())


def nested_handlers():
    log = []
    try:
        try:
            raise ValueError(1)
        except ValueError as a:
            try:
                raise KeyError(a.args[0] + 1)
            except KeyError as b:
                log.append((a.args, b.args))
                raise IndexError(a.args[0] + b.args[0])
            finally:
                log.append("inner")
        finally:
            log.append("outer")
    except IndexError as c:
        log.append((c.args, c.__context__.args, c.__context__.__context__.args))
    return log


print(nested_handlers())


def many_temps(a, b, c, d):
    return (
        ((a + b) * (c - d) - (a * b + c * d) * ((a - c) + (b - d))) % ((a or b) + (c and d) + 1)
        + [a, b, c, d][(a + b + c + d) % 4] * {a: b, c: d}[a]
        + (a if b else c)
        + len((a, (b, (c, (d,)))))
    )


print(many_temps(1, 2, 3, 4), many_temps(9, 7, 5, 3))


def call_tree(n):
    return (call_tree(n - 1) + call_tree(n - 2) * (call_tree(n - 3) - n)) if n > 0 else 1


print(call_tree(9))


def inplace():
    a = b = 5
    a += 1
    c = [1]
    d = c
    c += [2]
    s = t = "x"
    s += "y"
    return a, b, c, d, s, t


print(inplace())


def keyword_reuse(a=[], *, b={}):
    a.append(len(a))
    b[len(b)] = 1
    return list(a), dict(b)


print(keyword_reuse(), keyword_reuse(), keyword_reuse([9]), keyword_reuse(b={5: 5}))


def comprehension_scopes(n):
    x = n
    a = [x for x in range(x)]
    b = [[x for x in range(x)] for x in range(x)]
    c = {x: [y for y in range(x)] for x in range(x)}
    d = [x + n for _ in "ab"]
    return a, b, c, d, x


print(comprehension_scopes(3))


def conditional_definitions(k):
    if k:

        def f():
            return "one"

    else:

        def f():
            return "two"

    for i in range(2):

        class C:
            v = i
            w = [i for _ in range(2)]

    return f(), C.v, C.w


print(conditional_definitions(1), conditional_definitions(0))
