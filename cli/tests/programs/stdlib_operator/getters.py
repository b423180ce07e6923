# operator: getters of items, attributes and methods, length hints, secrets, and every operator's errors.
import copy
import _operator
import operator
import pickle
from operator import *


class S:
    a = 1

    def __init__(self):
        self.b = S.__new__(S)

    def m(self, *args, **kwargs):
        return args, kwargs

    @property
    def p(self):
        return "prop"

    def __getattr__(self, name):
        if name.startswith("z"):
            return name
        raise AttributeError(name)

    def __getitem__(self, i):
        return i

    def __len__(self):
        return 3

    def __length_hint__(self):
        return 9


def hint(value):
    class Hinted:
        def __length_hint__(self):
            return value
    return Hinted()


class Index:
    def __index__(self):
        return 7


s = S()
compare = _operator._compare_digest
for text in """add(1, 2)|add('a', 1)|add(1)|sub(1, 2)|iadd([1], (2,))|mul('a', 3)|matmul(1, 2)|pow(2, 10)|pow(2, 'a')|inv(5)
invert(1.5)|neg('a')|pos(True)|abs(-3)|abs('a')|lt(1, 2)|lt(1, 'a')|eq(s, s)|ne(s, s)|is_(s, s)|is_not(s, s)|truth(s)|not_([])
index(True)|index(Index())|index(1.5)|concat([1], [2])|concat(1, 2)|concat([1], 2)|iconcat([1], [2])|iconcat(1, 2)|contains([1], 1)
contains(3, 1)|countOf([1, 2, 1], 1)|countOf(3, 1)|indexOf('abc', 'c')|indexOf('abc', 'z')|indexOf(3, 1)|delitem({}, 1)|getitem([1], 0)
getitem(1, 0)|getitem(s, 5)|setitem([1], 0, 2)|setitem((1,), 0, 2)|length_hint([1, 2])|length_hint(s)|length_hint(hint(9))
length_hint(hint(-1))|length_hint(hint('a'))|length_hint(3)|length_hint(3, 5)|length_hint(3, 'a')|length_hint(iter([1, 2]))
call(max, 1, 2)|call(dict, a=1)|compare('a', 'a')|compare(b'a', 'a')|compare('\\xe9', '\\xe9')|compare(b'ab', bytearray(b'ab'))
compare(1, 1)|compare('a', 'b')|compare('a', 'ab')|itemgetter(1)([1, 2])|itemgetter(1, 0)([1, 2])|itemgetter()|itemgetter(slice(1, 3))('abcd')
itemgetter('a')({})|itemgetter(5)([1])|itemgetter(1)(s)|itemgetter(1, 2)(s)|itemgetter(1)()|itemgetter(1)(1, 2)|itemgetter(1)(x=1)
itemgetter(1, 'a')|itemgetter(1).__reduce__()|itemgetter(x=1)|attrgetter('a')(s)|attrgetter('b.a')(s)|attrgetter('a', 'b.a')(s)
attrgetter(1)|attrgetter()|attrgetter('p')(s)|attrgetter('zoo')(s)|attrgetter('q')(s)|attrgetter('a.b', 'c')|attrgetter('a').__reduce__()
attrgetter('a')()|methodcaller('m')(s)|methodcaller('m', 1, x=2)(s)|methodcaller(1)|methodcaller()|methodcaller('q')(s)
methodcaller('m', 1, x='2')|methodcaller('m', 1).__reduce__()|methodcaller('zoo')(s)|methodcaller('upper')('a')|methodcaller('m')()
methodcaller('m')(s, 1)|methodcaller('m')(s, a=1)|operator.__add__ is add|copy.copy(attrgetter('a.b'))|methodcaller(name='m')
pickle.loads(pickle.dumps(methodcaller('m', 1, x=2)))(s)|ifloordiv(7, 2)|ipow(2, 3)|ixor({1}, {2})|ior({1: 2}, {3: 4})|iand(6, 3)
ilshift(1, 3)|irshift(8, 1)|isub(3, 1)|imod(7, 4)|itruediv(1, 4)|imul([1], 2)|imatmul(1, 2)|floordiv(7, -2)|mod('%d', 3)|truediv(1, 0)
xor(5, 1)|or_(1, 2)|and_(3, 1)|lshift(1, 2)|rshift(8, 2)""".replace("\n", "|").split("|"):
    try:
        print(text, "=", eval(text))
    except Exception as error:
        print(text, "->", type(error).__name__, error)
print(sorted([(2, "b"), (1, "c"), (2, "a")], key=itemgetter(0)), max([S(), S()], key=attrgetter("a")).a)
