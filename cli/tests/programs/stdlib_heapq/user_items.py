# heapq and bisect with items that user code compares: which comparisons are made, and what happens if they change the list.
import bisect
import heapq
import random

random.seed(5)
for n in (0, 1, 2, 3, 10, 100, 3000):
    x = [random.randrange(n + 1) for _ in range(n)]
    smallest, largest = x[:], x[:]
    heapq.heapify(smallest)
    heapq._heapify_max(largest)
    print(smallest[:8], largest[:8], hash(tuple(smallest)), hash(tuple(largest)))
    print([heapq.heappop(smallest) for _ in x] == sorted(x), [heapq._heappop_max(largest) for _ in x] == sorted(x, reverse=True))

log = []


class V:
    def __init__(self, v):
        self.v = v

    def __lt__(self, other):
        log.append((self.v, other.v))
        return self.v < other.v

    def __repr__(self):
        return f"V{self.v}"


def show(*values):
    print(*values, log)
    log.clear()


heap = []
for i in [5, 3, 8, 1, 9, 2, 7, 7]:
    heapq.heappush(heap, V(i))
show(heap)
show(heapq.heappop(heap), heap)
show(heapq.heapreplace(heap, V(4)), heap)
show(heapq.heappushpop(heap, V(6)), heap)
heap = [V(i) for i in [5, 3, 8, 1, 9, 2, 7, 7]]
heapq.heapify(heap)
show(heap)
heap = [(1, V(1)), (1, V(0)), (0, V(3))]
heapq.heapify(heap)
show(heap)
heap = [V(i) for i in [5, 3, 8, 1, 9, 2, 7, 7]]
heapq._heapify_max(heap)
show(heap)
show(heapq._heappop_max(heap), heap, heapq._heapreplace_max(heap, V(0)), heap)
show(heapq.nlargest(3, [V(1), V(5), V(3)]), heapq.nsmallest(2, [4, 2, 7]), list(heapq.merge([1, 4], [2, 3])), heapq.nlargest(2, "abc", key=ord))


class Growing:
    def __lt__(self, other):
        target.append(1)
        return True


target = []
for action in (heapq.heappop, heapq.heapify, lambda h: heapq.heappush(h, Growing()), lambda h: heapq.heapreplace(h, Growing()),
               lambda h: heapq.heappushpop(h, Growing())):
    target[:] = [Growing() for _ in range(4)]
    try:
        print(action(target))
    except Exception as error:
        print(type(error).__name__, error)
for action in (lambda: heapq.heappush((), 1), lambda: heapq.heappop(()), lambda: heapq.heappop([]), lambda: heapq.heapreplace([], 1),
               lambda: heapq.heappushpop([], 1), lambda: heapq.heapify(3), lambda: heapq.heappush([1], "a"), lambda: heapq.heappush([1])):
    try:
        print(action())
    except Exception as error:
        print(type(error).__name__, error)

ordered = [V(i) for i in range(0, 20, 2)]
show(bisect.bisect(ordered, V(7)))
show(bisect.bisect_left(ordered, V(8)))
bisect.insort(ordered, V(7))
bisect.insort_left(ordered, V(8))
show(ordered)


class Noisy(list):
    def insert(self, i, x):
        print("insert", i)
        list.insert(self, i, x)

    def __getitem__(self, i):
        print("get", i)
        return list.__getitem__(self, i)


class Numbers:
    def __len__(self):
        return 5

    def __getitem__(self, i):
        print("item", i)
        return i


noisy = Noisy([1, 2, 3])
bisect.insort(noisy, 2)
bisect.insort(noisy, (9,), key=lambda t: t if type(t) is int else t[0])
print(list.__repr__(noisy), bisect.bisect(Numbers(), 3))
for action in (lambda: bisect.bisect([1, 2, 3], 2, -1), lambda: bisect.bisect([1, 2, 3], 2, 1, 2), lambda: bisect.bisect(3, 2),
               lambda: bisect.bisect([1], "a"), lambda: bisect.bisect([1, 2, 3], 2, key=lambda v: -v), lambda: bisect.bisect((1, 2, 3), 2),
               lambda: bisect.bisect(range(10), 4), lambda: bisect.bisect_left("abc", "b"), lambda: bisect.bisect([1, 2], 1, 0, 10),
               lambda: bisect.bisect_right(), lambda: bisect.insort((), 1), lambda: bisect.bisect([3, 2, 1], 2, lo=1, hi=None)):
    try:
        print(action())
    except Exception as error:
        print(type(error).__name__, error)
