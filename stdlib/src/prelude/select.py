"""What select needs user code for: the descriptors of objects that have a `fileno`."""


def fileno_of(file):
    if _is_kind(file, 'int'):
        number = file
    else:
        fileno = getattr(file, 'fileno', None)
        if fileno is None:
            raise TypeError('argument must be an int, or have a fileno() method.')
        number = fileno()
        if not _is_kind(number, 'int'):
            raise TypeError('fileno() returned a non-integer')
    if number < 0:
        raise ValueError(f'file descriptor cannot be a negative integer ({number})')
    return number


def call_with_fileno(function, owner, file, *rest):
    return function(owner, fileno_of(file), *rest)


def select_any(readers, writers, others, timeout):
    groups = []
    for group in (readers, writers, others):
        try:
            group = list(group)
        except TypeError:
            raise TypeError('arguments 1-3 must be sequences') from None
        groups.append(group)
    numbers = []
    for group in groups:
        numbers.append([fileno_of(file) for file in group])
    ready = _select_ready(numbers[0], numbers[1], numbers[2], timeout)
    result = []
    for group, places in zip(groups, ready):
        result.append([group[place] for place in places])
    return (result[0], result[1], result[2])
