# The operator module.
import operator as op

print(op.add(2, 3), op.floordiv(7, 2), op.neg(4), op.concat([1], [2]), op.contains("abc", "b"), op.matmul.__name__)
print(op.itemgetter(1)("abc"), op.itemgetter(0, 2)("abc"), op.attrgetter("real", "imag")(3 + 4j), op.methodcaller("split", ",")("a,b"))
print(op.countOf([1, 2, 1], 1), op.indexOf("abc", "c"), op.length_hint(iter([1, 2])), op.index(True), op.truth([]), op.not_(0))
x = [1, 2]
print(op.iadd(x, [3]) is x, x, op.setitem(x, 0, 9), x, op.delitem(x, 1), x, op.is_(x, x), op.call(max, 3, 8))
print(sorted([(1, "b"), (0, "c"), (1, "a")], key=op.itemgetter(0)), repr(op.attrgetter("a.b")), repr(op.itemgetter(1, 2)))
for bad in (lambda: op.itemgetter(), lambda: op.index(2.5), lambda: op.indexOf([1], 5)):
    try:
        bad()
    except Exception as error:
        print(type(error).__name__, error)
print(op.__add__(1, 2), len(op.__all__))
