"""Heaps whose items are compared by user code."""


def heap_sift(heap, state, largest, result):
    while state is not None:
        less = True if state[0] < state[1] else False
        if _size(heap) != state[2]:
            raise RuntimeError('list changed size during iteration')
        state = _heap_answer(heap, state, less, largest)
    return result


def heap_pushpop(heap, item):
    less = True if _item(heap, 0) < item else False
    if not _size(heap):
        raise IndexError('index out of range')
    if not less:
        return item
    first, state = _heap_replace_first(heap, item, False)
    return heap_sift(heap, state, False, first)


def heap_build(heap, node, state, largest):
    while True:
        heap_sift(heap, state, largest, None)
        rest = _heap_build(heap, node, largest)
        if rest is None:
            return
        node, state = rest
