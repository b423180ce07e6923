# UserDict, UserList and UserString: containers made for subclassing.
from collections import UserDict, UserList, UserString


class Upper(UserDict):
    def __setitem__(self, key, value):
        super().__setitem__(key.upper(), value)

    def __missing__(self, key):
        return f"no {key}"


u = Upper({"a": 1}, b=2)
u.update(c=3)
print(u, u["A"], u["x"], "a" in u, u.get("B"), len(u), u | {"d": 4}, u.copy(), type(u.copy()).__name__)
print(Upper.fromkeys(["p"], 0), u == {"A": 1, "B": 2, "C": 3})


class Evens(UserList):
    def append(self, item):
        if item % 2:
            raise ValueError(item)
        super().append(item)


e = Evens([2, 4])
e.append(6)
try:
    e.append(7)
except ValueError as error:
    print("ValueError", error)
e.extend([8])
e += [10]
print(e, e[1:3], type(e[1:3]).__name__, e + [1], [0] + e, e * 2, 4 in e, e < [3], e.index(6))
e.sort(reverse=True)
e.insert(0, 12)
e.remove(8)
print(e, e.pop(), e.count(2), sorted(e.copy()))
s = UserString("Hello")
print(s, repr(s), s.upper(), s + " w", "x" + s, s[1:3], s * 2, "ell" in s, s.replace("l", "L"), s == "Hello")
print(s.center(11, "*"), s.split("l"), UserString("%s-%s") % ("a", "b"), type(s.lower()).__name__, hash(s) == hash("Hello"))
