# needs: greenlet
import heapq

from support import drive, pause


class Job:
    def __init__(self, n):
        self.n = n

    def __lt__(self, other):
        return pause((self.n, other.n))


def body():
    heap = []
    for n in (4, 1, 3):
        heapq.heappush(heap, Job(n))
    heapq.heapify(heap)
    order = [heapq.heappop(heap).n for _ in range(3)]
    return order, heapq.nsmallest(2, [5, 2, 9], key=lambda n: pause((n, n)) or n)


drive(body, answer=lambda pair: pair[0] < pair[1])
