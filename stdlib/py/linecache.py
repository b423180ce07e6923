"""Lines of source files, cached: tracebacks and warnings show them."""

__all__ = ["getline", "clearcache", "checkcache", "lazycache"]

# Maps file names to (size, mtime, lines, full name), or to a one-tuple with a
# function that returns the source.
cache = {}


def clearcache():
    """Forget everything."""
    cache.clear()


def getline(filename, lineno, module_globals=None):
    """Return a line with its newline, or an empty text if there is none."""
    lines = getlines(filename, module_globals)
    return lines[lineno - 1] if 1 <= lineno <= len(lines) else ""


def getlines(filename, module_globals=None):
    """Return all lines of a file, or an empty list if it cannot be read."""
    entry = cache.get(filename)
    if entry is not None and len(entry) != 1:
        return entry[2]
    try:
        return updatecache(filename, module_globals)
    except MemoryError:
        clearcache()
        return []


def checkcache(filename=None):
    """Forget the files that changed since they were read."""
    if filename is None:
        names = list(cache)
    elif filename in cache:
        names = [filename]
    else:
        return
    for name in names:
        entry = cache[name]
        if len(entry) == 1 or entry[1] is None:
            # Not read yet, or not from a file.
            continue
        try:
            import os

            stat = os.stat(entry[3])
        except OSError:
            cache.pop(name, None)
            continue
        if (stat.st_size, stat.st_mtime) != entry[:2]:
            cache.pop(name, None)


def updatecache(filename, module_globals=None):
    """Read a file anew and return its lines."""
    cache_entry = cache.get(filename)
    if cache_entry is not None and len(cache_entry) != 1:
        del cache[filename]
    if not filename or (filename.startswith("<") and filename.endswith(">")):
        return []
    found = _find_file(filename)
    if found is None:
        return _lines_from_loader(filename, module_globals)
    fullname, stat = found
    try:
        lines = _read_lines(fullname)
    except (OSError, UnicodeDecodeError, SyntaxError):
        return []
    cache[filename] = (stat.st_size, stat.st_mtime, lines, fullname)
    return lines


def _find_file(filename):
    """Find a file by its name, for a relative one also along `sys.path`."""
    import os
    import sys

    try:
        return filename, os.stat(filename)
    except OSError:
        pass
    if os.path.isabs(filename):
        return None
    for folder in sys.path or ():
        try:
            fullname = os.path.join(folder, os.path.basename(filename))
            return fullname, os.stat(fullname)
        except (TypeError, AttributeError, OSError):
            # Not every entry of the path is a folder's name.
            continue
    return None


def _read_lines(fullname):
    """Read a source file, in the encoding that it declares."""
    import tokenize

    with tokenize.open(fullname) as file:
        lines = file.readlines()
    if lines and not lines[-1].endswith("\n"):
        lines[-1] += "\n"
    return lines


def _lines_from_loader(filename, module_globals):
    """Ask the module's loader for the source."""
    if not lazycache(filename, module_globals):
        return []
    try:
        source = cache[filename][0]()
    except (ImportError, OSError):
        return []
    if source is None:
        # The loader has no source for it.
        return []
    lines = [line + "\n" for line in source.splitlines()]
    cache[filename] = (len(source), None, lines, filename)
    return lines


def lazycache(filename, module_globals):
    """Note how to get the source of a module later; tells whether that may work."""
    entry = cache.get(filename)
    if entry is not None:
        return len(entry) == 1
    if not filename or (filename.startswith("<") and filename.endswith(">")):
        return False
    if not module_globals or "__name__" not in module_globals:
        return False
    spec = module_globals.get("__spec__")
    name = getattr(spec, "name", module_globals["__name__"])
    loader = getattr(spec, "loader", None) or module_globals.get("__loader__")
    get_source = getattr(loader, "get_source", None)
    if not name or not get_source:
        return False
    cache[filename] = (lambda: get_source(name),)
    return True
