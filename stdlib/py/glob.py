"""Finding files by the shell's patterns; `**` stands for any number of folders."""

import os
import re
import stat

import fnmatch

__all__ = ["escape", "glob", "iglob"]


def glob(pathname, *, root_dir=None, dir_fd=None, recursive=False, include_hidden=False):
    """List the paths that match a pattern, in the order in which the system gives them."""
    return list(
        iglob(
            pathname,
            root_dir=root_dir,
            dir_fd=dir_fd,
            recursive=recursive,
            include_hidden=include_hidden,
        )
    )


def iglob(pathname, *, root_dir=None, dir_fd=None, recursive=False, include_hidden=False):
    """Iterate over the paths that match a pattern."""
    import sys

    sys.audit("glob.glob", pathname, recursive)
    sys.audit("glob.glob/2", pathname, recursive, root_dir, dir_fd)
    if root_dir is None:
        root_dir = pathname[:0]
    else:
        root_dir = os.fspath(root_dir)
    search = _Search(root_dir, dir_fd, recursive, include_hidden)
    paths = search.paths(pathname, dironly=False)
    if not pathname or (recursive and _is_recursive(pathname[:2])):
        # `**` alone would begin with the folder itself, which has no name.
        first = next(paths, None)
        if first:
            import itertools

            return itertools.chain([first], paths)
    return paths


class _Search:
    """The options of one search."""

    def __init__(self, root_dir, dir_fd, recursive, include_hidden):
        self.root_dir = root_dir
        self.dir_fd = dir_fd
        self.recursive = recursive
        self.include_hidden = include_hidden

    def paths(self, pathname, dironly):
        """Yield the paths that match; with `dironly`, those of folders."""
        dirname, basename = os.path.split(pathname)
        if not has_magic(pathname):
            # A pattern that ends with a slash only matches folders.
            full = _join(self.root_dir, pathname)
            exists = self._lexists(full) if basename else self._isdir(_join(self.root_dir, dirname))
            if exists:
                yield pathname
            return
        if not dirname:
            yield from self._names_in(self.root_dir, basename, dironly)
            return
        if dirname != pathname and has_magic(dirname):
            dirs = self.paths(dirname, dironly=True)
        else:
            dirs = [dirname]
        for folder in dirs:
            for name in self._names_in(_join(self.root_dir, folder), basename, dironly):
                yield os.path.join(folder, name)

    def _names_in(self, folder, pattern, dironly):
        """Yield the names in a folder that match the last part of a pattern."""
        if not has_magic(pattern):
            yield from self._literal(folder, pattern)
        elif self.recursive and _is_recursive(pattern):
            yield from self._tree(folder, pattern, dironly)
        else:
            names = self._listing(folder, dironly)
            if not (self.include_hidden or _is_hidden(pattern)):
                names = [name for name in names if not _is_hidden(name)]
            yield from fnmatch.filter(names, pattern)

    def _literal(self, folder, name):
        """Yield a name without wildcards if it exists; an empty one asks for a folder."""
        if name:
            if self._lexists(_join(folder, name)):
                yield name
        elif self._isdir(folder):
            yield name

    def _tree(self, folder, pattern, dironly):
        """Yield the folder itself, as an empty name, and everything below."""
        if not folder or self._isdir(folder):
            yield pattern[:0]
        yield from self._below(folder, dironly)

    def _below(self, folder, dironly):
        for name in self._listing(folder, dironly):
            if self.include_hidden or not _is_hidden(name):
                yield name
                path = _join(folder, name) if folder else name
                for below in self._below(path, dironly):
                    yield _join(name, below)

    def _listing(self, folder, dironly):
        """List the names in a folder; one that cannot be read has none."""
        names = []
        try:
            with self._scan(folder) as entries:
                for entry in entries:
                    try:
                        if not dironly or entry.is_dir():
                            name = entry.name
                            names.append(os.fsencode(name) if isinstance(folder, bytes) else name)
                    except OSError:
                        pass
        except OSError:
            pass
        return names

    def _scan(self, folder):
        """Scan a folder by its path, or relative to `dir_fd`."""
        current = os.curdir.encode("ascii") if isinstance(folder, bytes) else os.curdir
        if self.dir_fd is None:
            return os.scandir(folder or current)
        flags = os.O_RDONLY | os.O_DIRECTORY
        fd = os.open(folder or current, flags, dir_fd=self.dir_fd)
        try:
            return _ScanFd(fd)
        except BaseException:
            os.close(fd)
            raise

    def _lexists(self, path):
        if self.dir_fd is None:
            return os.path.lexists(path)
        try:
            os.lstat(path, dir_fd=self.dir_fd)
        except (OSError, ValueError):
            return False
        return True

    def _isdir(self, path):
        if self.dir_fd is None:
            return os.path.isdir(path)
        try:
            found = os.stat(path, dir_fd=self.dir_fd)
        except (OSError, ValueError):
            return False
        return stat.S_ISDIR(found.st_mode)


class _ScanFd:
    """Scans an open folder, and closes it in the end."""

    def __init__(self, fd):
        self._fd = fd
        self._entries = os.scandir(fd)

    def __enter__(self):
        return self._entries.__enter__()

    def __exit__(self, *exc_info):
        self._entries.__exit__(*exc_info)
        os.close(self._fd)


_magic = re.compile("([*?[])")
_magic_bytes = re.compile(b"([*?[])")


def has_magic(s):
    """Tell whether a pattern has wildcards."""
    pattern = _magic_bytes if isinstance(s, bytes) else _magic
    return pattern.search(s) is not None


def _is_hidden(name):
    return name[:1] in (".", b".")


def _is_recursive(pattern):
    return pattern in ("**", b"**")


def _join(folder, name):
    """Join two parts of a path, either of which may be empty."""
    if not folder or not name:
        return folder or name
    return os.path.join(folder, name)


def escape(pathname):
    """Take the meaning from the wildcards in a path."""
    drive, pathname = os.path.splitdrive(pathname)
    if isinstance(pathname, bytes):
        return drive + _magic_bytes.sub(rb"[\1]", pathname)
    return drive + _magic.sub(r"[\1]", pathname)
