"""Warnings: messages about doubtful code, which filters show, hide or turn into exceptions."""

import sys

__all__ = [
    "warn", "warn_explicit", "showwarning", "formatwarning", "filterwarnings", "simplefilter",
    "resetwarnings", "catch_warnings",
]

# Each filter is (action, message, category, module, line); a message or module
# is None, a compiled pattern, or a text that must be equal.
filters = [
    ("default", None, DeprecationWarning, "__main__", 0),
    ("ignore", None, DeprecationWarning, None, 0),
    ("ignore", None, PendingDeprecationWarning, None, 0),
    ("ignore", None, ImportWarning, None, 0),
    ("ignore", None, ResourceWarning, None, 0),
]

# What happens to a warning that no filter matches.
_defaultaction = defaultaction = "default"
# What was shown under the action "once".
_onceregistry = onceregistry = {}
# Rises with every change of the filters, after which registries are out of date.
_filters_version = 1

_ACTIONS = ("default", "always", "ignore", "module", "once", "error")


def _filters_mutated():
    """Note that the filters changed."""
    global _filters_version
    _filters_version += 1


# Issuing warnings.


def warn(message, category=None, stacklevel=1, source=None):
    """Issue a warning about the code that called, `stacklevel` calls up."""
    if isinstance(message, Warning):
        category = message.__class__
    elif category is None:
        category = UserWarning
    if not (isinstance(category, type) and issubclass(category, Warning)):
        raise TypeError(
            f"category must be a Warning subclass, not '{type(category).__name__}'"
        )
    try:
        caller = sys._getframe(1)
        if stacklevel <= 1 or _is_internal_frame(caller):
            frame = sys._getframe(stacklevel)
        else:
            frame = caller
            for _ in range(stacklevel - 1):
                frame = _next_external_frame(frame)
                if frame is None:
                    raise ValueError
    except ValueError:
        # There are not that many calls.
        namespace, filename, lineno = sys.__dict__, "sys", 1
    else:
        namespace = frame.f_globals
        filename, lineno = frame.f_code.co_filename, frame.f_lineno
    module = namespace.get("__name__", "<string>")
    registry = namespace.setdefault("__warningregistry__", {})
    warn_explicit(message, category, filename, lineno, module, registry, namespace, source)


def _is_internal_frame(frame):
    """Tell whether a frame belongs to the import system, whose frames do not count."""
    filename = frame.f_code.co_filename
    return "importlib" in filename and "_bootstrap" in filename


def _next_external_frame(frame):
    """Return the caller's frame, not counting those of the import system."""
    frame = frame.f_back
    while frame is not None and _is_internal_frame(frame):
        frame = frame.f_back
    return frame


def warn_explicit(
    message,
    category,
    filename,
    lineno,
    module=None,
    registry=None,
    module_globals=None,
    source=None,
):
    """Issue a warning about a given line; `registry` holds what was issued before."""
    lineno = int(lineno)
    if module is None:
        module = filename or "<unknown>"
        if module[-3:].lower() == ".py":
            module = module[:-3]
    if registry is None:
        registry = {}
    if registry.get("version", 0) != _filters_version:
        registry.clear()
        registry["version"] = _filters_version
    if isinstance(message, Warning):
        text = str(message)
        category = message.__class__
    else:
        text = message
        message = category(message)
    key = (text, category, lineno)
    if registry.get(key):
        return
    action, item = _matching_action(text, category, module, lineno)
    if action == "ignore":
        return
    if action == "error":
        raise message
    if not _is_due(action, item, registry, key):
        return
    if module_globals is not None:
        # The source may not be a file: its loader can tell the line. At the end of the program nothing can be imported any more.
        try:
            import linecache
        except ImportError:
            pass
        else:
            linecache.getlines(filename, module_globals)
    _showwarnmsg(WarningMessage(message, category, filename, lineno, source=source))


def _matching_action(text, category, module, lineno):
    """Return the action of the first filter that matches, and that filter."""
    for item in filters:
        action, message, filtered_category, filtered_module, line = item
        if (
            (message is None or _matches(message, text))
            and issubclass(category, filtered_category)
            and (filtered_module is None or _matches(filtered_module, module))
            and (line == 0 or line == lineno)
        ):
            return action, item
    return defaultaction, None


def _matches(pattern, text):
    """Compare with a text, or match with a compiled pattern."""
    if isinstance(pattern, str):
        return pattern == text
    return pattern.match(text) is not None


def _is_due(action, item, registry, key):
    """Tell whether a warning is still to be shown, and remember that it was."""
    text, category, _ = key
    if action == "always":
        return True
    if action == "default":
        registry[key] = 1
        return True
    if action == "once":
        registry[key] = 1
        memory, once_key = onceregistry, (text, category)
    elif action == "module":
        registry[key] = 1
        memory, once_key = registry, (text, category, 0)
    else:
        raise RuntimeError(f"Unrecognized action ({action!r}) in warnings.filters:\n {item}")
    if memory.get(once_key):
        return False
    memory[once_key] = 1
    return True


# Showing warnings.


class WarningMessage:
    """A warning on its way to being shown, and what `catch_warnings(record=True)` collects."""

    _WARNING_DETAILS = ("message", "category", "filename", "lineno", "file", "line", "source")

    def __init__(
        self, message, category, filename, lineno, file=None, line=None, source=None
    ):
        self.message = message
        self.category = category
        self.filename = filename
        self.lineno = lineno
        self.file = file
        self.line = line
        self.source = source
        self._category_name = category.__name__ if category else None

    def __str__(self):
        return (
            f"{{message : {self.message!r}, category : {self._category_name!r}, "
            f"filename : {self.filename!r}, lineno : {self.lineno}, line : {self.line!r}}}"
        )


def showwarning(message, category, filename, lineno, file=None, line=None):
    """Write a warning to a file, by default standard error; programs may replace this function."""
    _showwarnmsg_impl(WarningMessage(message, category, filename, lineno, file, line))


def formatwarning(message, category, filename, lineno, line=None):
    """Format a warning as it is shown; programs may replace this function."""
    return _formatwarnmsg_impl(
        WarningMessage(message, category, filename, lineno, None, line)
    )


_showwarning_orig = showwarning
_formatwarning_orig = formatwarning


def _showwarnmsg(msg):
    """Show a warning, through the program's own `showwarning` if it has one."""
    show = showwarning
    if show is _showwarning_orig:
        _showwarnmsg_impl(msg)
        return
    if not callable(show):
        raise TypeError("warnings.showwarning() must be set to a function or method")
    show(msg.message, msg.category, msg.filename, msg.lineno, msg.file, msg.line)


def _showwarnmsg_impl(msg):
    file = sys.stderr if msg.file is None else msg.file
    if file is None:
        # A program without standard error loses its warnings.
        return
    text = _formatwarnmsg(msg)
    try:
        file.write(text)
    except OSError:
        # Nowhere to complain either.
        pass
    if file is sys.stderr and str(msg.message).startswith("coroutine '"):
        _explain(msg, file)


def _explain(msg, file):
    """Add a line of help about a coroutine that nobody awaited, where somebody reads it."""
    try:
        from _traceback import explains, is_colored

        if not explains():
            return
        from _diagnostics import never_awaited
    except ImportError:
        # The program is at its end.
        return
    file.write(never_awaited(msg.source or msg.message, is_colored()))


def _formatwarnmsg(msg):
    """Format a warning, through the program's own `formatwarning` if it has one."""
    if formatwarning is _formatwarning_orig:
        return _formatwarnmsg_impl(msg)
    return formatwarning(msg.message, msg.category, msg.filename, msg.lineno, msg.line)


def _formatwarnmsg_impl(msg):
    category = msg.category.__name__
    text = f"{msg.filename}:{msg.lineno}: {category}: {msg.message}\n"
    line = msg.line
    if line is None:
        line = _source_line(msg.filename, msg.lineno)
    if line:
        text += f"  {line.strip()}\n"
    if msg.source is not None:
        text += _allocation_text(msg.source, category)
    return text


def _source_line(filename, lineno):
    """Return a line of source, or None if it cannot be had."""
    try:
        import linecache

        return linecache.getline(filename, lineno)
    except Exception:
        # At the interpreter's end modules can be gone.
        return None


def _allocation_text(source, category):
    """Tell where the object that is warned about was created, if that was traced."""
    try:
        import tracemalloc
    except ImportError:
        tracemalloc = None
    if sys.meta_path is None:
        # The interpreter ends, and nothing can be enabled any more.
        return ""
    if tracemalloc is None or not tracemalloc.is_tracing():
        return f"{category}: Enable tracemalloc to get the object allocation traceback\n"
    trace = tracemalloc.get_object_traceback(source)
    if trace is None:
        return ""
    text = "Object allocated at (most recent call last):\n"
    for frame in trace:
        text += f'  File "{frame.filename}", lineno {frame.lineno}\n'
        line = _source_line(frame.filename, frame.lineno)
        if line:
            text += f"    {line.strip()}\n"
    return text


def _origin_lines(origin):
    """Where a coroutine was made, as lines; none at the end of the program, when nothing can be imported any more."""
    try:
        import linecache
        import traceback
    except ImportError:
        return []
    frames = [
        (filename, lineno, name, linecache.getline(filename, lineno))
        for filename, lineno, name in reversed(origin)
    ]
    return ["Coroutine created at (most recent call last)\n", *traceback.format_list(frames)]


def _warn_unawaited_coroutine(coro):
    """Warn about a coroutine that nobody awaited, with its origin if that was recorded."""
    lines = [f"coroutine '{coro.__qualname__}' was never awaited\n"]
    if coro.cr_origin is not None:
        lines.extend(_origin_lines(coro.cr_origin))
    message = "".join(lines).rstrip("\n")
    warn(message, category=RuntimeWarning, stacklevel=2, source=coro)


# Filters.


def filterwarnings(action, message="", category=Warning, module="", lineno=0, append=False):
    """Insert a filter; message and module are patterns that must match at the start."""
    assert action in _ACTIONS, f"invalid action: {action!r}"
    assert isinstance(message, str), "message must be a string"
    assert isinstance(category, type), "category must be a class"
    assert issubclass(category, Warning), "category must be a Warning subclass"
    assert isinstance(module, str), "module must be a string"
    assert isinstance(lineno, int) and lineno >= 0, "lineno must be an int >= 0"
    message_pattern = module_pattern = None
    if message or module:
        import re

        if message:
            message_pattern = re.compile(message, re.I)
        if module:
            module_pattern = re.compile(module)
    _add_filter(action, message_pattern, category, module_pattern, lineno, append=append)


def simplefilter(action, category=Warning, lineno=0, append=False):
    """Insert a filter that any module and message match."""
    assert action in _ACTIONS, f"invalid action: {action!r}"
    assert isinstance(lineno, int) and lineno >= 0, "lineno must be an int >= 0"
    _add_filter(action, None, category, None, lineno, append=append)


def _add_filter(*item, append):
    """Put a filter first, or last if it is not there yet."""
    if not append:
        try:
            filters.remove(item)
        except ValueError:
            pass
        filters.insert(0, item)
    elif item not in filters:
        filters.append(item)
    _filters_mutated()


def resetwarnings():
    """Remove all filters."""
    filters[:] = []
    _filters_mutated()


class catch_warnings:
    """Restores the filters and `showwarning` at the end of the block.

    With `record`, warnings are not shown but collected in the list that the
    `with` statement binds; the remaining arguments make a `simplefilter`.
    """

    def __init__(
        self, *, record=False, module=None, action=None, category=Warning, lineno=0, append=False
    ):
        self._record = record
        self._module = sys.modules["warnings"] if module is None else module
        self._entered = False
        self._filter = None if action is None else (action, category, lineno, append)

    def __repr__(self):
        args = []
        if self._record:
            args.append("record=True")
        if self._module is not sys.modules["warnings"]:
            args.append(f"module={self._module!r}")
        return f"{type(self).__name__}({', '.join(args)})"

    def __enter__(self):
        if self._entered:
            raise RuntimeError(f"Cannot enter {self!r} twice")
        self._entered = True
        module = self._module
        self._filters = module.filters
        module.filters = self._filters[:]
        module._filters_mutated()
        self._showwarning = module.showwarning
        self._showwarnmsg_impl = module._showwarnmsg_impl
        if self._filter is not None:
            simplefilter(*self._filter)
        if not self._record:
            return None
        log = []
        module._showwarnmsg_impl = log.append
        # Also take back a `showwarning` of the program's own.
        module.showwarning = module._showwarning_orig
        return log

    def __exit__(self, *exc_info):
        if not self._entered:
            raise RuntimeError(f"Cannot exit {self!r} without entering first")
        module = self._module
        module.filters = self._filters
        module._filters_mutated()
        module.showwarning = self._showwarning
        module._showwarnmsg_impl = self._showwarnmsg_impl


_DEPRECATED_MSG = "{name!r} is deprecated and slated for removal in Python {remove}"


def _deprecated(name, message=_DEPRECATED_MSG, *, remove, _version=sys.version_info):
    """Warn about a deprecated feature; raise once its time has come."""
    remove_text = f"{remove[0]}.{remove[1]}"
    if _version[:2] > remove or (_version[:2] == remove and _version[3] != "alpha"):
        raise RuntimeError(f"{name!r} was slated for removal after Python {remove_text} alpha")
    warn(message.format(name=name, remove=remove_text), DeprecationWarning, stacklevel=3)


# The command line's option -W.


class _OptionError(Exception):
    """Raised for an option -W that makes no sense."""


def _processoptions(args):
    """Turn the options into filters; those that make no sense are complained about."""
    for arg in args:
        try:
            _setoption(arg)
        except _OptionError as error:
            print("Invalid -W option ignored:", error, file=sys.stderr)


def _setoption(arg):
    """Turn one option, action:message:category:module:line, into a filter."""
    parts = arg.split(":")
    if len(parts) > 5:
        raise _OptionError(f"too many fields (max 5): {arg!r}")
    parts.extend([""] * (5 - len(parts)))
    action, message, category, module, lineno = [part.strip() for part in parts]
    action = _getaction(action)
    category = _getcategory(category)
    if message or module:
        import re

        message = re.escape(message)
        module = re.escape(module) + r"\Z" if module else ""
    try:
        lineno = int(lineno or 0)
        if lineno < 0:
            raise ValueError
    except ValueError:
        raise _OptionError(f"invalid lineno {lineno!r}") from None
    filterwarnings(action, message, category, module, lineno)


def _getaction(action):
    """Complete an action that may be abbreviated."""
    if not action:
        return "default"
    if action == "all":
        return "always"
    for known in _ACTIONS:
        if known.startswith(action):
            return known
    raise _OptionError(f"invalid action: {action!r}")


def _getcategory(category):
    """Find a category by name, in a module if the name has dots."""
    if not category:
        return Warning
    module, _, name = category.rpartition(".")
    try:
        source = __import__(module or "builtins", None, None, [name])
    except ImportError:
        raise _OptionError(f"invalid module name: {module!r}") from None
    try:
        found = getattr(source, name)
    except AttributeError:
        raise _OptionError(f"unknown warning category: {category!r}") from None
    if not issubclass(found, Warning):
        raise _OptionError(f"invalid warning category: {category!r}")
    return found


_processoptions(sys.warnoptions)
