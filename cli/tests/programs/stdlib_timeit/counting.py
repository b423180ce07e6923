# Timing with a clock that only counts.
import timeit

ticks = iter(range(1000))
calls = []
t = timeit.Timer(lambda: calls.append(1), timer=lambda: next(ticks))
print(t.timeit(5), len(calls), t.repeat(3, 2), len(calls))
print(timeit.timeit("x += 1", "x = 0", timer=lambda: next(ticks), number=4), timeit.repeat("pass", repeat=2, number=1, timer=lambda: next(ticks)))
box = []
timeit.timeit("box.append(i)\nfor j in range(2):\n    box.append(j)", "i = 7", number=2, globals={"box": box})
print(box)
for bad in (lambda: timeit.Timer(3), lambda: timeit.Timer("x ="), lambda: timeit.timeit("undefined_name", number=1)):
    try:
        bad()
    except Exception as error:
        print(type(error).__name__)
