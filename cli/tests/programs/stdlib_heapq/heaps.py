# Heaps: the order of the list is part of the behaviour.
import heapq

h = [9, 4, 7, 1, 8, 2, 6, 3, 5, 0]
heapq.heapify(h)
print(h)
heapq.heappush(h, 4)
print(h, heapq.heappop(h), h)
print(heapq.heapreplace(h, 10), heapq.heappushpop(h, -1), h)
print([heapq.heappop(h) for _ in range(len(h))])
data = [(i * 7919) % 101 for i in range(40)]
print(heapq.nsmallest(5, data), heapq.nlargest(5, data), heapq.nlargest(3, data, key=lambda x: -x), heapq.nsmallest(1, []))
print(list(heapq.merge([1, 4, 9], [2, 3], [], [0, 10])), list(heapq.merge([9, 1], [5], reverse=True)))
print(list(heapq.merge(["b", "DD"], ["a", "cc"], key=len)))
words = "the quick brown fox jumps over a lazy dog".split()
print(heapq.nsmallest(4, words, key=len), heapq.nlargest(4, words, key=len))


class Task:
    def __init__(self, priority, name):
        self.priority, self.name = priority, name

    def __lt__(self, other):
        return self.priority < other.priority


tasks = []
for priority, name in ((3, "c"), (1, "a"), (2, "b"), (1, "z")):
    heapq.heappush(tasks, Task(priority, name))
print([heapq.heappop(tasks).name for _ in range(4)])
for bad in (lambda: heapq.heappop([]), lambda: heapq.heapify((1,)), lambda: heapq.heappush([1], "a")):
    try:
        bad()
    except Exception as error:
        print(type(error).__name__)
