for text in r"""
[], [1], list(), list("abc"), list(range(3)), list((1, 2)), list({"a": 1}), list([1]), [1, 2] + [3], [0] * 3, [[]] * 2, 3 * ["x"], [1, [2, [3]]]
[1, 2, 3][0], [1, 2, 3][-1], [1, 2, 3][1:], [1, 2, 3][::-1], [1, 2, 3][::2], [1, 2, 3][-2:], [1, 2, 3][:-5], [1, 2, 3][7:], [1, 2, 3][2:0:-1], [1, 2, 3][-100:100], [1, 2, 3][True]
[1, 2] == [1, 2], [1, 2] == (1, 2), [1] != [2], [1, 2] < [1, 3], [1] < [1, 0], [] < [0], [2] > [1, 5], [1, "a"] == [1, "a"], [float("nan")] == [float("nan")], [1.0] == [1]
1 in [1, 2], "a" in ["b"], [1] in [[1]], None in [None], 1 not in [], 1.0 in [1], float("nan") in [float("nan")]
len([1, 2]), bool([]), bool([0]), str([1, "a", None]), repr([[], [[]]]), min([3, 1]), max([3, 1]), sum([1, 2]), sorted([3, 1, 2]), any([0, 1]), all([])
[1, 2, 3][3]
[1, 2, 3][-4]
[][0]
[1, 2, 3][::0]
[1] + (2,)
[1] + None
[1] * [2]
[1] - [1]
[[0] * 2 for _ in range(2)], [x for x in [1, 2] for _ in range(x)], [*[1], *(2, 3)]
[1, 2, 3].__getitem__(1), [1].__contains__(1), [1, 2].__len__(), [1].__eq__(1), [1].__lt__([2]), [3, 1].__iter__().__next__(), [1, 2].__reversed__().__next__(), [1].__mul__(2), [].__length_hint__ if hasattr([], "__length_hint__") else "none"
sorted([3, 1, 2], reverse=True), sorted("banana"), sorted(["b", "A", "c"], key=str.lower), sorted([(1, "b"), (1, "a")], key=lambda p: p[0]), sorted({3: 1, 1: 2}), sorted([1.5, 1, True, 0])
sorted([1, "a"])
sorted([None, 1])
sorted([1j, 2j])
sorted(5)
sorted()
sorted([1], 5)
sorted([1], key=1)
sorted([1], nosuch=1)
sorted([1, 2], key=lambda: 0)
list(reversed([1, 2, 3])), list(enumerate("ab")), list(zip([1, 2], "ab")), list(map(str, [1, 2])), list(filter(None, [0, 1, "", "a"]))
list[int], list[int, str], list[int].__origin__, list[int].__args__, list[int](["x"]), list[int] == list[int], list["T"]
""".strip().splitlines():
    try:
        print(text, "->", repr(eval(text)))
    except Exception as error:
        print(text, "->", f"{type(error).__name__}: {error}")
