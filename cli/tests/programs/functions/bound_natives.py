"""Methods of built-in objects that are kept and called later have their object with them, whatever the arguments are."""


def attempt(f, *args):
    try:
        print(f(*args))
    except TypeError as e:
        print(e)


numbers, others = [1, 2, 3], [7, 8]
pop, get = numbers.pop, {1: "one"}.get
for _ in range(3):
    print(get(1), get(2), pop())
try:
    print(pop(others))
except TypeError as e:
    print(e)
try:
    print(get({1: 2}, 1))
except TypeError as e:
    print(e)
print(numbers, others)
numbers += "ab"
attempt(pop, 0)
attempt(pop, others)
attempt(get, 1, "absent")
attempt(get, 3, "absent")
attempt(get)
attempt(len)
attempt(len, [], [])
attempt(ord, "a", "b")
attempt(list.pop, others)
attempt(dict.get, {1: 2}, 1)
attempt(list.pop)
attempt(isinstance, 1)
print(min(2, 1), max(1.5, 2.5), min(2, 1.0), abs(-3), chr(97), isinstance(True, int))
