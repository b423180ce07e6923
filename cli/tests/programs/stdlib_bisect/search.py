# Binary search.
import bisect

a = [1, 2, 2, 2, 5, 8]
print(bisect.bisect_left(a, 2), bisect.bisect_right(a, 2), bisect.bisect(a, 0), bisect.bisect(a, 9), bisect.bisect(a, 2, 2, 3))
bisect.insort(a, 3)
bisect.insort_left(a, 2)
print(a)
people = [("ann", 30), ("bob", 40)]
bisect.insort(people, ("cy", 35), key=lambda p: p[1])
print(people, bisect.bisect_left(people, 40, key=lambda p: p[1]))
try:
    bisect.bisect(a, 1, lo=-1)
except ValueError as error:
    print(error)
print("".join("FDCBA"[bisect.bisect([60, 70, 80, 90], s)] for s in (33, 99, 77, 70, 89, 90, 100)))
