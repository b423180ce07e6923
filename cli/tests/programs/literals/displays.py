print([], [1], [1, 2,], (), (1,), (1, 2), {}, {1: 2}, {1, 2}, {1: 2, 3: 4,})
print([*range(3), *"ab"], (*[1], 2), {*[3], 1}, {**{"a": 1}, "b": 2, **{"a": 3}})
x = 1, 2, *[3]
print(x, type(x))
print({1: "a", 1.0: "b", True: "c"})
print({1, True, 1.0}, {0, False})
print([[[]]], ((),), {(): []}, {frozenset(): 1})
print(..., Ellipsis is ..., None, True, False, NotImplemented)
print({"a": 1, "b": [1, {2: 3}]}, {1: {2: {3: {}}}})
for i in 1, 2, *"x":
    print(i, end=" ")
print()
def f():
    return 1, *[2, 3]
def g():
    yield 1, *[2]
print(f(), list(g()))
print({k: v for k, v in [("a", 1)]} | {"b": 2})
print(not [], not (), not {}, not set(), not [0], not "0")
for bad in ["{[]: 1}", "{{}: 1}", "{[1]}", "{*1}", "[*1]", "(*None,)", "{**1}", "{**[1]}"]:
    try:
        eval(bad)
    except TypeError as error:
        print(bad, "->", error)
