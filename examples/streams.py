"""Endless sequences as lazy streams: the tail of each is a promise."""


class Stream:
    def __init__(self, head, tail):
        self.head, self._tail = head, tail

    @property
    def tail(self):
        if callable(self._tail):
            self._tail = self._tail()
        return self._tail

    def __iter__(self):
        while self is not None:
            yield self.head
            self = self.tail

    def __getitem__(self, index):
        if isinstance(index, slice):
            return [item for _, item in zip(range(index.stop), self)][index]
        for position, item in enumerate(self):
            if position == index:
                return item

    def map(self, function):
        return Stream(function(self.head), lambda: self.tail.map(function))

    def zip(self, other, function):
        return Stream(function(self.head, other.head), lambda: self.tail.zip(other.tail, function))

    def where(self, test):
        while not test(self.head):
            self = self.tail
        return Stream(self.head, lambda: self.tail.where(test))

    def merge(self, other):
        """Two rising streams as one, without repetition."""
        if self.head == other.head:
            return Stream(self.head, lambda: self.tail.merge(other.tail))
        low, high = (self, other) if self.head < other.head else (other, self)
        return Stream(low.head, lambda: low.tail.merge(high))


def naturals(n=0):
    return Stream(n, lambda: naturals(n + 1))


add = lambda a, b: a + b
fibonacci = Stream(0, lambda: Stream(1, lambda: fibonacci.zip(fibonacci.tail, add)))
hamming = Stream(1, lambda: by(2).merge(by(3)).merge(by(5)))


def by(factor):
    return hamming.map(lambda n: n * factor)


def pascal(row=(1,)):
    return Stream(row, lambda: pascal((1, *(a + b for a, b in zip(row, row[1:])), 1)))


primes_after = lambda s: Stream(s.head, lambda: primes_after(s.tail.where(lambda n: n % s.head)))

print("even     ", naturals().where(lambda n: n % 2 == 0)[:10])
print("squares  ", naturals(1).map(lambda n: n * n)[5:12])
print("fibonacci", fibonacci[:12], fibonacci[200])
print("hamming  ", hamming[:15], hamming[300])
print("primes   ", primes_after(naturals(2))[:12])
for row in pascal()[:6]:
    print(f"{' '.join(map(str, row)):^20}".rstrip())
