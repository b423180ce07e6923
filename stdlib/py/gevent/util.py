"""Showing what runs: threads, greenlets and who spawned whom."""

import functools
import gc
import sys
import traceback

from greenlet import getcurrent, greenlet

from gevent.greenlet import Greenlet
from gevent.hub import Hub, get_hub

__all__ = ["format_run_info", "print_run_info", "GreenletTree", "wrap_errors", "assert_switches"]

_LINE = "*" * 80


class wrap_errors:
    """Calls a function, and returns the exceptions of some classes that it raises."""

    def __init__(self, errors, func):
        self.__errors = errors
        self.__func = func
        functools.update_wrapper(self, func)

    @property
    def func(self):
        """The function."""
        return self.__func

    def __call__(self, *args, **kwargs):
        try:
            return self.__func(*args, **kwargs)
        except self.__errors as e:
            return e

    def __str__(self):
        return str(self.__func)

    def __repr__(self):
        return repr(self.__func)

    def __getattr__(self, name):
        return getattr(self.__func, name)


def print_run_info(thread_stacks=True, greenlet_stacks=True, limit=object(), file=None):
    """Print what format_run_info() returns."""
    file = sys.stderr if file is None else file
    for line in format_run_info(thread_stacks, greenlet_stacks, None if type(limit) is object else limit):
        print(line, file=file)


def format_run_info(thread_stacks=True, greenlet_stacks=True, limit=None, current_thread_ident=None):
    """What all threads and greenlets do, as lines."""
    lines = [_LINE, "* Threads", _LINE]
    _format_threads(lines, thread_stacks, limit, current_thread_ident)
    lines += [_LINE, "* Greenlets", _LINE]
    for tree in sorted(GreenletTree.forest(), key=lambda t: "" if t.is_current_tree else repr(t.greenlet)):
        lines.append("---- Thread boundary")
        lines += tree.format_lines(details={"running_stacks": greenlet_stacks, "running_stack_limit": limit})
    return lines


def _format_threads(lines, stacks, limit, current):
    import threading
    from _thread import get_ident
    from gevent.monkey import get_original
    here = get_original("_thread", "get_ident")() if current is None else current
    names = {t.ident: t.name for t in threading.enumerate()}
    for ident, frame in sorted(sys._current_frames().items(), key=lambda item: item[0] != here):
        name = names.get(ident) or ("MainThread" if threading.main_thread().ident in (ident, get_ident()) else None)
        words = f"Thread 0x{ident:x}" + (f" ({name})" if name else "") + (" (CURRENT)" if ident == here else "")
        lines.append(words + "\n")
        if stacks:
            lines.append("".join(traceback.format_stack(frame, limit)))


class GreenletTree:
    """A greenlet, and those that it has spawned."""

    is_current_tree = False

    def __init__(self, greenlet):
        self.greenlet = greenlet
        self.child_trees = []

    def add_child(self, tree):
        """A greenlet that it has spawned."""
        if tree is not self:
            self.child_trees.append(tree)

    @property
    def root(self):
        """Whether it is a main greenlet."""
        return self.greenlet.parent is None

    @classmethod
    def _forest(cls):
        alive = [obj for obj in gc.get_objects() if isinstance(obj, greenlet)]
        current = getcurrent()
        if current not in alive:
            alive.append(current)
        trees = {id(g): cls(g) for g in alive}
        main = current
        while main.parent is not None:
            main = main.parent
        if id(main) not in trees:
            trees[id(main)] = cls(main)
        roots = []
        for tree in list(trees.values()):
            g = tree.greenlet
            if g.parent is None:
                roots.append(tree)
                tree.is_current_tree = g is main
                continue
            spawner = g.spawning_greenlet() if isinstance(g, Greenlet) else None
            over = trees.get(id(spawner if spawner is not None else g.parent))
            (over or trees[id(main)]).add_child(tree)
        return roots

    @classmethod
    def forest(cls):
        """The trees of all threads."""
        return cls._forest()

    @classmethod
    def current_tree(cls):
        """The tree of the current thread."""
        for tree in cls._forest():
            if tree.is_current_tree:
                return tree
        return cls(getcurrent())

    def __getattr__(self, name):
        return getattr(self.greenlet, name)

    def format(self, details=True):
        """The tree as text."""
        return "\n".join(self.format_lines(details=details))

    __str__ = format

    def format_lines(self, details=True):
        """The tree as lines."""
        if details is True:
            details = {}
        return self._render(details, "", "")

    def _details(self, details):
        g = self.greenlet
        lines = [f"Parent: {g.parent!r}"]
        if details.get("running_stacks", True):
            frame = sys._getframe() if g is getcurrent() else g.gr_frame
            if frame is not None:
                lines.append("Running:")
                text = "".join(traceback.format_stack(frame, details.get("running_stack_limit")))
                lines += text.splitlines()
        value = getattr(g, "value", None) if isinstance(g, Greenlet) and g.ready() else None
        if value is not None:
            lines.append(f"Value: {value!r}")
        own = g.__dict__.get("spawn_tree_locals") if isinstance(g, Greenlet) else None
        if own:
            lines.append("Spawn Tree Locals")
            lines += [f"{key}: {item!r}" for key, item in own.items()]
        return lines

    def _render(self, details, prefix, more):
        g = self.greenlet
        if isinstance(g, Greenlet):
            # Its name shows once it was asked for.
            g.name
        shown = repr(g)
        if isinstance(g, Greenlet) and g.ready():
            shown += "; finished with " + (f"exception {g.exception!r}" if g.exception else f"value {g.value!r}")
        lines = [prefix + shown]
        children = sorted(self.child_trees, key=lambda t: isinstance(t.greenlet, Hub))
        if details is not False:
            own = " :    " if children and not more else "      "
            margin = more.replace("|", ":") + own
            lines += [(margin + line).rstrip() for line in self._details(details)]
        for i, child in enumerate(children):
            last = i == len(children) - 1
            lines += child._render(details, more + " +--- ", more + ("      " if last else " |    "))
        return lines


class _FailedToSwitch(AssertionError):
    """Raised where nothing was switched."""


class assert_switches:
    """Raises AssertionError if what is done under it never lets another greenlet run."""

    def __init__(self, max_blocking_time=None, hub_only=False):
        self.max_blocking_time = max_blocking_time
        self.hub_only = hub_only
        self._switches = 0

    def __enter__(self):
        from greenlet import settrace
        self._before = settrace(self._trace)
        self._switches = 0
        return self

    def _trace(self, event, args):
        if not self.hub_only or get_hub() in args:
            self._switches += 1
        if self._before is not None:
            self._before(event, args)

    def __exit__(self, kind, value, tb):
        from greenlet import settrace
        settrace(self._before)
        if kind is None and not self._switches:
            raise _FailedToSwitch("To the hub" if self.hub_only else "To any greenlet")
