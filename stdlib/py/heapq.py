"""Heaps in lists: the smallest item is always at index 0.

The item at index k is not larger than those at 2*k+1 and 2*k+2, so taking the
smallest and adding one take a logarithmic number of comparisons.
"""

__all__ = [
    "heappush", "heappop", "heapify", "heapreplace", "merge", "nlargest", "nsmallest",
    "heappushpop",
]


def _rise(heap, start, index):
    """Move the item at `index` up, at most to `start`, until its parent is not larger."""
    item = heap[index]
    while index > start:
        parent = (index - 1) >> 1
        above = heap[parent]
        if not item < above:
            break
        heap[index] = above
        index = parent
    heap[index] = item


def _sink(heap, start):
    """Move the item at `start` down to a leaf along the smaller children, then up again.

    An item that comes from the end of the heap usually belongs near the
    leaves: going all the way down first saves the comparisons with it.
    """
    end = len(heap)
    item = heap[start]
    index = start
    child = 2 * index + 1
    while child < end:
        right = child + 1
        if right < end and not heap[child] < heap[right]:
            child = right
        heap[index] = heap[child]
        index = child
        child = 2 * index + 1
    heap[index] = item
    _rise(heap, start, index)


def heappush(heap, item):
    """Add an item."""
    heap.append(item)
    _rise(heap, 0, len(heap) - 1)


def heappop(heap):
    """Remove and return the smallest item."""
    last = heap.pop()
    if not heap:
        return last
    smallest = heap[0]
    heap[0] = last
    _sink(heap, 0)
    return smallest


def heapreplace(heap, item):
    """Remove and return the smallest item, then add one; it may be smaller than the one returned."""
    smallest = heap[0]
    heap[0] = item
    _sink(heap, 0)
    return smallest


def heappushpop(heap, item):
    """Add an item, then remove and return the smallest one."""
    if heap and heap[0] < item:
        item, heap[0] = heap[0], item
        _sink(heap, 0)
    return item


def heapify(x):
    """Turn a list into a heap, in place and in linear time."""
    for index in range(len(x) // 2 - 1, -1, -1):
        _sink(x, index)


# The same with the largest item first.


def _rise_max(heap, start, index):
    """Like `_rise`, for a heap with the largest item first."""
    item = heap[index]
    while index > start:
        parent = (index - 1) >> 1
        above = heap[parent]
        if not above < item:
            break
        heap[index] = above
        index = parent
    heap[index] = item


def _sink_max(heap, start):
    """Like `_sink`, for a heap with the largest item first."""
    end = len(heap)
    item = heap[start]
    index = start
    child = 2 * index + 1
    while child < end:
        right = child + 1
        if right < end and not heap[right] < heap[child]:
            child = right
        heap[index] = heap[child]
        index = child
        child = 2 * index + 1
    heap[index] = item
    _rise_max(heap, start, index)


def _heappop_max(heap):
    """Remove and return the largest item."""
    last = heap.pop()
    if not heap:
        return last
    largest = heap[0]
    heap[0] = last
    _sink_max(heap, 0)
    return largest


def _heapreplace_max(heap, item):
    """Remove and return the largest item, then add one."""
    largest = heap[0]
    heap[0] = item
    _sink_max(heap, 0)
    return largest


def _heapify_max(x):
    """Turn a list into a heap with the largest item first."""
    for index in range(len(x) // 2 - 1, -1, -1):
        _sink_max(x, index)


# The native versions take over where they exist.
try:
    from _heapq import *
except ImportError:
    pass
try:
    from _heapq import _heapify_max, _heappop_max, _heapreplace_max
except ImportError:
    pass


def merge(*iterables, key=None, reverse=False):
    """Merge sorted iterables into one sorted iterator."""
    if reverse:
        make_heap, replace, pop, direction = _heapify_max, _heapreplace_max, _heappop_max, -1
    else:
        make_heap, replace, pop, direction = heapify, heapreplace, heappop, 1
    # Each entry is [key, tie breaker, item, next]: among equal items those of
    # an earlier iterable go first.
    heap = []
    for order, iterable in enumerate(iterables):
        advance = iter(iterable).__next__
        try:
            item = advance()
        except StopIteration:
            continue
        heap.append([item if key is None else key(item), order * direction, item, advance])
    make_heap(heap)
    while len(heap) > 1:
        entry = heap[0]
        advance = entry[3]
        try:
            while True:
                yield entry[2]
                item = entry[2] = advance()
                entry[0] = item if key is None else key(item)
                replace(heap, entry)
                entry = heap[0]
                advance = entry[3]
        except StopIteration:
            pop(heap)
    if heap:
        # One is left, which needs no comparing any more.
        _, _, item, advance = heap[0]
        yield item
        yield from advance.__self__


def nsmallest(n, iterable, key=None):
    """Return the `n` smallest items, sorted: `sorted(iterable, key=key)[:n]`, but faster."""
    return _select(n, iterable, key, min, _heapify_max, _heapreplace_max, 1, False)


def nlargest(n, iterable, key=None):
    """Return the `n` largest items, sorted: `sorted(iterable, key=key, reverse=True)[:n]`, but faster."""
    return _select(n, iterable, key, max, heapify, heapreplace, -1, True)


def _select(n, iterable, key, extreme, make_heap, replace, direction, reverse):
    """Keep the best `n` items in a heap whose top is the worst of them."""
    if n == 1:
        missing = object()
        best = extreme(iterable, default=missing, key=key)
        return [] if best is missing else [best]
    try:
        size = len(iterable)
    except (TypeError, AttributeError):
        pass
    else:
        if n >= size:
            return sorted(iterable, key=key, reverse=reverse)[:n]
    iterator = iter(iterable)
    # The order of arrival breaks ties, so that equal items stay in order.
    heap = [
        (item if key is None else key(item), order * direction, item)
        for order, item in zip(range(n), iterator)
    ]
    if not heap:
        return []
    make_heap(heap)
    worst = heap[0][0]
    order = n * direction
    for item in iterator:
        value = item if key is None else key(item)
        if (worst < value) if reverse else (value < worst):
            replace(heap, (value, order, item))
            worst = heap[0][0]
            order += direction
    heap.sort(reverse=reverse)
    return [item for _, _, item in heap]
