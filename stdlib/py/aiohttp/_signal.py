"""Lists of what is called when something happens."""


class Signal(list):
    """Coroutine functions that are awaited one after the other."""

    def __init__(self, owner=None):
        super().__init__()
        self._owner = owner
        self._frozen = False

    def __repr__(self):
        return f'<Signal owner={self._owner}, frozen={self._frozen}, {list(self)!r}>'

    @property
    def frozen(self):
        return self._frozen

    def freeze(self):
        """Nothing more is added."""
        self._frozen = True

    async def send(self, *args, **kwargs):
        """Call all of them."""
        if not self._frozen:
            raise RuntimeError('Cannot send non-frozen signal.')
        for receiver in list(self):
            await receiver(*args, **kwargs)

    def __call__(self, func):
        """Add a function: a decorator."""
        self.append(func)
        return func

    def _check(self):
        if self._frozen:
            raise RuntimeError('Cannot modify frozen list.')

    def append(self, item):
        self._check()
        super().append(item)

    def insert(self, index, item):
        self._check()
        super().insert(index, item)

    def extend(self, items):
        self._check()
        super().extend(items)

    def remove(self, item):
        self._check()
        super().remove(item)

    def pop(self, index=-1):
        self._check()
        return super().pop(index)

    def clear(self):
        self._check()
        super().clear()

    def __setitem__(self, index, item):
        self._check()
        super().__setitem__(index, item)

    def __delitem__(self, index):
        self._check()
        super().__delitem__(index)

    def __hash__(self):
        return id(self)
