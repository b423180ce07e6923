"""Paths as objects: PurePath computes with them, Path asks and changes the file system.

A path is a drive, a root and parts; operators and properties take them apart and put them together. Paths of
the other kind of system can be computed with (PureWindowsPath), but not used.
"""

import fnmatch
import io
import os
import posixpath
import re
import sys
from _collections_abc import Sequence
from errno import EBADF, ELOOP, ENOENT, ENOTDIR
from operator import attrgetter
from stat import S_ISBLK, S_ISCHR, S_ISDIR, S_ISFIFO, S_ISLNK, S_ISREG, S_ISSOCK

__all__ = [
    "PurePath", "PurePosixPath", "PureWindowsPath",
    "Path", "PosixPath", "WindowsPath",
]

_WINERROR_NOT_READY = 21
_WINERROR_INVALID_NAME = 123
_WINERROR_CANT_RESOLVE_FILENAME = 1921


def _ignore_error(exception):
    """Whether an error says only that there is no such file."""
    return (getattr(exception, 'errno', None) in (ENOENT, ENOTDIR, EBADF, ELOOP)
            or getattr(exception, 'winerror', None) in (
                _WINERROR_NOT_READY, _WINERROR_INVALID_NAME, _WINERROR_CANT_RESOLVE_FILENAME))


def _is_wildcard_pattern(pat):
    return "*" in pat or "?" in pat or "[" in pat


# --- flavours ----------------------------------------------------------------------------------------------------

class _Flavour:
    """How one kind of system writes paths."""

    def __init__(self):
        self.join = self.sep.join

    def parse_parts(self, parts):
        """Return (drive, root, list of parts) of strings that are joined; the first part holds drive and root."""
        parsed = []
        drv = root = ''
        # From the end, since an absolute part makes all before it meaningless.
        for index in range(len(parts) - 1, -1, -1):
            part = parts[index]
            if not part:
                continue
            if self.altsep:
                part = part.replace(self.altsep, self.sep)
            drv, root, rel = self.splitroot(part)
            if self.sep in rel:
                parsed.extend(sys.intern(x) for x in reversed(rel.split(self.sep)) if x and x != '.')
            elif rel and rel != '.':
                parsed.append(sys.intern(rel))
            if drv or root:
                if not drv:
                    # A part with a root and without a drive takes the drive of an earlier part.
                    for earlier in reversed(parts[:index]):
                        if not earlier:
                            continue
                        if self.altsep:
                            earlier = earlier.replace(self.altsep, self.sep)
                        drv = self.splitroot(earlier)[0]
                        if drv:
                            break
                break
        if drv or root:
            parsed.append(drv + root)
        parsed.reverse()
        return drv, root, parsed

    def join_parsed_parts(self, drv, root, parts, drv2, root2, parts2):
        """Join two parsed paths."""
        if root2:
            if not drv2 and drv:
                return drv, root2, [drv + root2] + parts2[1:]
        elif drv2:
            if drv2 == drv or self.casefold(drv2) == self.casefold(drv):
                # The same drive, and no root: relative to the first path.
                return drv, root, parts + parts2[1:]
        else:
            return drv, root, parts + parts2
        return drv2, root2, parts2


class _WindowsFlavour(_Flavour):
    sep = '\\'
    altsep = '/'
    has_drv = True
    is_supported = os.name == 'nt'

    ext_namespace_prefix = '\\\\?\\'
    reserved_names = ({'CON', 'PRN', 'AUX', 'NUL', 'CONIN$', 'CONOUT$'}
                      | {'COM%s' % c for c in '123456789\xb9\xb2\xb3'}
                      | {'LPT%s' % c for c in '123456789\xb9\xb2\xb3'})

    @property
    def pathmod(self):
        import ntpath
        return ntpath

    def splitroot(self, part, sep=sep):
        """Split a string into drive, root and the rest."""
        first = part[0:1]
        second = part[1:2]
        prefix = ''
        if first == second == sep:
            prefix, part = self._split_extended_path(part)
            first = part[0:1]
            second = part[1:2]
        third = part[2:3]
        if second == sep and first == sep and third != sep:
            # A share: \\server\share\rest.
            index = part.find(sep, 2)
            if index != -1:
                index2 = part.find(sep, index + 1)
                # Three slashes in a row are no share.
                if index2 != index + 1:
                    if index2 == -1:
                        index2 = len(part)
                    if prefix:
                        return prefix + part[1:index2], sep, part[index2 + 1:]
                    return part[:index2], sep, part[index2 + 1:]
        drv = root = ''
        if second == ':' and first.isascii() and first.isalpha():
            drv = part[:2]
            part = part[2:]
            first = third
        if first == sep:
            root = first
            part = part.lstrip(sep)
        return prefix + drv, root, part

    def casefold(self, s):
        return s.lower()

    def casefold_parts(self, parts):
        return [p.lower() for p in parts]

    def compile_pattern(self, pattern):
        return re.compile(fnmatch.translate(pattern), re.IGNORECASE).fullmatch

    def _split_extended_path(self, s, ext_prefix=ext_namespace_prefix):
        prefix = ''
        if s.startswith(ext_prefix):
            prefix = s[:4]
            s = s[4:]
            if s.startswith('UNC\\'):
                prefix += s[:3]
                s = '\\' + s[3:]
        return prefix, s

    def is_reserved(self, parts):
        # Names of devices are reserved in every folder, with any extension; shares have none.
        if not parts or parts[0].startswith('\\\\'):
            return False
        name = parts[-1].partition('.')[0].partition(':')[0].rstrip(' ')
        return name.upper() in self.reserved_names

    def make_uri(self, path):
        from urllib.parse import quote_from_bytes
        drive = path.drive
        if len(drive) == 2 and drive[1] == ':':
            rest = path.as_posix()[2:].lstrip('/')
            return 'file:///%s/%s' % (drive, quote_from_bytes(rest.encode('utf-8')))
        return 'file:' + quote_from_bytes(path.as_posix().encode('utf-8'))


class _PosixFlavour(_Flavour):
    sep = '/'
    altsep = ''
    has_drv = False
    pathmod = posixpath
    is_supported = os.name != 'nt'

    def splitroot(self, part, sep=sep):
        """Split a string into drive (none), root and the rest."""
        if part and part[0] == sep:
            stripped_part = part.lstrip(sep)
            # POSIX leaves open what exactly two slashes at the start mean; so they stay.
            if len(part) - len(stripped_part) == 2:
                return '', sep * 2, stripped_part
            return '', sep, stripped_part
        return '', '', part

    def casefold(self, s):
        return s

    def casefold_parts(self, parts):
        return parts

    def compile_pattern(self, pattern):
        return re.compile(fnmatch.translate(pattern)).fullmatch

    def is_reserved(self, parts):
        return False

    def make_uri(self, path):
        from urllib.parse import quote_from_bytes
        return 'file://' + quote_from_bytes(bytes(path))


_windows_flavour = _WindowsFlavour()
_posix_flavour = _PosixFlavour()


# --- patterns ----------------------------------------------------------------------------------------------------

def _make_selector(pattern_parts, flavour):
    """Return a selector that finds what matches a list of parts."""
    pat = pattern_parts[0]
    if not pat:
        # The pattern ended with a slash.
        return _TerminatingSelector()
    if pat == '**':
        cls = _RecursiveWildcardSelector
    elif pat == '..':
        cls = _ParentSelector
    elif '**' in pat:
        raise ValueError("Invalid pattern: '**' can only be an entire path component")
    elif _is_wildcard_pattern(pat):
        cls = _WildcardSelector
    else:
        cls = _PreciseSelector
    return cls(pat, pattern_parts[1:], flavour)


class _Selector:
    """Matches one part of a pattern; its successor matches the rest."""

    def __init__(self, child_parts, flavour):
        self.child_parts = child_parts
        if child_parts:
            self.successor = _make_selector(child_parts, flavour)
            self.dironly = True
        else:
            self.successor = _TerminatingSelector()
            self.dironly = False

    def select_from(self, parent_path):
        """Yield all paths below a folder that match."""
        path_cls = type(parent_path)
        scandir = path_cls._scandir
        if not path_cls.is_dir(parent_path):
            return iter([])
        return self._select_from(parent_path, path_cls.is_dir, path_cls.exists, scandir)


class _TerminatingSelector:
    def _select_from(self, parent_path, is_dir, exists, scandir):
        yield parent_path


class _ParentSelector(_Selector):
    def __init__(self, name, child_parts, flavour):
        super().__init__(child_parts, flavour)

    def _select_from(self, parent_path, is_dir, exists, scandir):
        path = parent_path._make_child_relpath('..')
        yield from self.successor._select_from(path, is_dir, exists, scandir)


class _PreciseSelector(_Selector):
    def __init__(self, name, child_parts, flavour):
        self.name = name
        super().__init__(child_parts, flavour)

    def _select_from(self, parent_path, is_dir, exists, scandir):
        try:
            path = parent_path._make_child_relpath(self.name)
            if (is_dir if self.dironly else exists)(path):
                yield from self.successor._select_from(path, is_dir, exists, scandir)
        except PermissionError:
            return


class _WildcardSelector(_Selector):
    def __init__(self, pat, child_parts, flavour):
        self.match = flavour.compile_pattern(pat)
        super().__init__(child_parts, flavour)

    def _select_from(self, parent_path, is_dir, exists, scandir):
        try:
            with scandir(parent_path) as scandir_it:
                entries = list(scandir_it)
            for entry in entries:
                if self.dironly:
                    try:
                        if not entry.is_dir():
                            continue
                    except OSError as e:
                        if not _ignore_error(e):
                            raise
                        continue
                name = entry.name
                if self.match(name):
                    path = parent_path._make_child_relpath(name)
                    yield from self.successor._select_from(path, is_dir, exists, scandir)
        except PermissionError:
            return


class _RecursiveWildcardSelector(_Selector):
    def __init__(self, pat, child_parts, flavour):
        super().__init__(child_parts, flavour)

    def _iterate_directories(self, parent_path, is_dir, scandir):
        yield parent_path
        try:
            with scandir(parent_path) as scandir_it:
                entries = list(scandir_it)
            for entry in entries:
                entry_is_dir = False
                try:
                    entry_is_dir = entry.is_dir(follow_symlinks=False)
                except OSError as e:
                    if not _ignore_error(e):
                        raise
                if entry_is_dir:
                    path = parent_path._make_child_relpath(entry.name)
                    yield from self._iterate_directories(path, is_dir, scandir)
        except PermissionError:
            return

    def _select_from(self, parent_path, is_dir, exists, scandir):
        # Several `**` find the same path several times.
        yielded = set()
        try:
            for starting_point in self._iterate_directories(parent_path, is_dir, scandir):
                for p in self.successor._select_from(starting_point, is_dir, exists, scandir):
                    if p not in yielded:
                        yield p
                        yielded.add(p)
        finally:
            yielded.clear()


# --- pure paths --------------------------------------------------------------------------------------------------

class _PathParents(Sequence):
    """The folders above a path, the nearest first."""

    __slots__ = ('_pathcls', '_drv', '_root', '_parts')

    def __init__(self, path):
        self._pathcls = type(path)
        self._drv = path._drv
        self._root = path._root
        self._parts = path._parts

    def __len__(self):
        if self._drv or self._root:
            return len(self._parts) - 1
        return len(self._parts)

    def __getitem__(self, idx):
        if isinstance(idx, slice):
            return tuple(self[i] for i in range(*idx.indices(len(self))))
        if idx >= len(self) or idx < -len(self):
            raise IndexError(idx)
        if idx < 0:
            idx += len(self)
        return self._pathcls._from_parsed_parts(self._drv, self._root, self._parts[:-idx - 1])

    def __repr__(self):
        return "<{}.parents>".format(self._pathcls.__name__)


class PurePath:
    """A path that is only computed with.

    >>> PurePosixPath('/usr') / 'lib' / 'x.tar.gz'
    PurePosixPath('/usr/lib/x.tar.gz')
    """

    __slots__ = ('_drv', '_root', '_parts', '_str', '_hash', '_pparts', '_cached_cparts')

    def __new__(cls, *args):
        if cls is PurePath:
            cls = PureWindowsPath if os.name == 'nt' else PurePosixPath
        return cls._from_parts(args)

    def __reduce__(self):
        return self.__class__, tuple(self._parts)

    @classmethod
    def _parse_args(cls, args):
        parts = []
        for a in args:
            if isinstance(a, PurePath):
                parts += a._parts
                continue
            a = os.fspath(a)
            if not isinstance(a, str):
                raise TypeError("argument should be a str object or an os.PathLike "
                                "object returning str, not %r" % type(a))
            # A subclass of str would be kept alive by the path.
            parts.append(str(a))
        return cls._flavour.parse_parts(parts)

    @classmethod
    def _from_parts(cls, args):
        return cls._from_parsed_parts(*cls._parse_args(args))

    @classmethod
    def _from_parsed_parts(cls, drv, root, parts):
        self = object.__new__(cls)
        self._drv = drv
        self._root = root
        self._parts = parts
        return self

    @classmethod
    def _format_parsed_parts(cls, drv, root, parts):
        if drv or root:
            return drv + root + cls._flavour.join(parts[1:])
        return cls._flavour.join(parts)

    def _make_child(self, args):
        drv, root, parts = self._parse_args(args)
        return self._from_parsed_parts(*self._flavour.join_parsed_parts(
            self._drv, self._root, self._parts, drv, root, parts))

    def __str__(self):
        """Return the path as the system writes it."""
        try:
            return self._str
        except AttributeError:
            self._str = self._format_parsed_parts(self._drv, self._root, self._parts) or '.'
            return self._str

    def __fspath__(self):
        return str(self)

    def as_posix(self):
        """Return the path with forward slashes."""
        return str(self).replace(self._flavour.sep, '/')

    def __bytes__(self):
        """Return the path as bytes; sensible only for POSIX."""
        return os.fsencode(self)

    def __repr__(self):
        return "{}({!r})".format(self.__class__.__name__, self.as_posix())

    def as_uri(self):
        """Return the path as a `file:` URI."""
        if not self.is_absolute():
            raise ValueError("relative path can't be expressed as a file URI")
        return self._flavour.make_uri(self)

    @property
    def _cparts(self):
        # The parts as they are compared.
        try:
            return self._cached_cparts
        except AttributeError:
            self._cached_cparts = self._flavour.casefold_parts(self._parts)
            return self._cached_cparts

    def __eq__(self, other):
        if not isinstance(other, PurePath):
            return NotImplemented
        return self._cparts == other._cparts and self._flavour is other._flavour

    def __hash__(self):
        try:
            return self._hash
        except AttributeError:
            self._hash = hash(tuple(self._cparts))
            return self._hash

    def __lt__(self, other):
        if not isinstance(other, PurePath) or self._flavour is not other._flavour:
            return NotImplemented
        return self._cparts < other._cparts

    def __le__(self, other):
        if not isinstance(other, PurePath) or self._flavour is not other._flavour:
            return NotImplemented
        return self._cparts <= other._cparts

    def __gt__(self, other):
        if not isinstance(other, PurePath) or self._flavour is not other._flavour:
            return NotImplemented
        return self._cparts > other._cparts

    def __ge__(self, other):
        if not isinstance(other, PurePath) or self._flavour is not other._flavour:
            return NotImplemented
        return self._cparts >= other._cparts

    drive = property(attrgetter('_drv'), doc="""The drive or share, or ''.""")
    root = property(attrgetter('_root'), doc="""The root, or ''.""")

    @property
    def anchor(self):
        """The drive and the root together."""
        return self._drv + self._root

    @property
    def name(self):
        """The last part, if it is not the root."""
        parts = self._parts
        if len(parts) == (1 if self._drv or self._root else 0):
            return ''
        return parts[-1]

    @property
    def suffix(self):
        """The extension of the name with its dot, or ''."""
        name = self.name
        i = name.rfind('.')
        return name[i:] if 0 < i < len(name) - 1 else ''

    @property
    def suffixes(self):
        """The list of all extensions: ['.tar', '.gz']."""
        name = self.name
        if name.endswith('.'):
            return []
        return ['.' + suffix for suffix in name.lstrip('.').split('.')[1:]]

    @property
    def stem(self):
        """The name without its extension."""
        name = self.name
        i = name.rfind('.')
        return name[:i] if 0 < i < len(name) - 1 else name

    def with_name(self, name):
        """Return the path with another name."""
        if not self.name:
            raise ValueError("%r has an empty name" % (self,))
        drv, root, parts = self._flavour.parse_parts((name,))
        if not name or name[-1] in (self._flavour.sep, self._flavour.altsep) or drv or root or len(parts) != 1:
            raise ValueError("Invalid name %r" % (name))
        return self._from_parsed_parts(self._drv, self._root, self._parts[:-1] + [name])

    def with_stem(self, stem):
        """Return the path with another name before the extension."""
        return self.with_name(stem + self.suffix)

    def with_suffix(self, suffix):
        """Return the path with another extension, or without one if it is ''."""
        f = self._flavour
        if f.sep in suffix or f.altsep and f.altsep in suffix:
            raise ValueError("Invalid suffix %r" % (suffix,))
        if suffix and not suffix.startswith('.') or suffix == '.':
            raise ValueError("Invalid suffix %r" % (suffix))
        name = self.name
        if not name:
            raise ValueError("%r has an empty name" % (self,))
        old_suffix = self.suffix
        name = name[:-len(old_suffix)] + suffix if old_suffix else name + suffix
        return self._from_parsed_parts(self._drv, self._root, self._parts[:-1] + [name])

    def relative_to(self, *other):
        """Return the path as seen from another one; ValueError if it is not below it."""
        if not other:
            raise TypeError("need at least one argument")
        parts = self._parts
        drv = self._drv
        root = self._root
        # The anchor counts as drive and root here, since a path may have the one without the other.
        abs_parts = [drv, root] + parts[1:] if root else parts
        to_drv, to_root, to_parts = self._parse_args(other)
        to_abs_parts = [to_drv, to_root] + to_parts[1:] if to_root else to_parts
        n = len(to_abs_parts)
        cf = self._flavour.casefold_parts
        if (root or drv) if n == 0 else cf(abs_parts[:n]) != cf(to_abs_parts):
            formatted = self._format_parsed_parts(to_drv, to_root, to_parts)
            raise ValueError("{!r} is not in the subpath of {!r}"
                             " OR one path is relative and the other is absolute.".format(str(self), str(formatted)))
        return self._from_parsed_parts('', root if n == 1 else '', abs_parts[n:])

    def is_relative_to(self, *other):
        """Return whether the path is below another one."""
        try:
            self.relative_to(*other)
            return True
        except ValueError:
            return False

    @property
    def parts(self):
        """The parts as a tuple, the anchor first."""
        try:
            return self._pparts
        except AttributeError:
            self._pparts = tuple(self._parts)
            return self._pparts

    def joinpath(self, *args):
        """Return the path with others behind it; an absolute one takes its place."""
        return self._make_child(args)

    def __truediv__(self, key):
        try:
            return self._make_child((key,))
        except TypeError:
            return NotImplemented

    def __rtruediv__(self, key):
        try:
            return self._from_parts([key] + self._parts)
        except TypeError:
            return NotImplemented

    @property
    def parent(self):
        """The folder above."""
        drv, root, parts = self._drv, self._root, self._parts
        if len(parts) == (1 if drv or root else 0):
            return self
        return self._from_parsed_parts(drv, root, parts[:-1])

    @property
    def parents(self):
        """The folders above, the nearest first."""
        return _PathParents(self)

    def is_absolute(self):
        """Return whether the path has a root, and a drive where there are drives."""
        if not self._root:
            return False
        return not self._flavour.has_drv or bool(self._drv)

    def is_reserved(self):
        """Return whether the name is one that Windows keeps for devices."""
        return self._flavour.is_reserved(self._parts)

    def match(self, path_pattern):
        """Return whether the path matches a pattern; a relative one is matched from the right."""
        cf = self._flavour.casefold
        drv, root, pat_parts = self._flavour.parse_parts((cf(path_pattern),))
        if not pat_parts:
            raise ValueError("empty pattern")
        if drv and drv != cf(self._drv) or root and root != cf(self._root):
            return False
        parts = self._cparts
        if drv or root:
            if len(pat_parts) != len(parts):
                return False
            pat_parts = pat_parts[1:]
        elif len(pat_parts) > len(parts):
            return False
        return all(fnmatch.fnmatchcase(part, pat) for part, pat in zip(reversed(parts), reversed(pat_parts)))


# Whoever takes path objects takes these, without a look at their class.
os.PathLike.register(PurePath)


class PurePosixPath(PurePath):
    """A path of POSIX systems, on any system."""

    _flavour = _posix_flavour
    __slots__ = ()


class PureWindowsPath(PurePath):
    """A path of Windows, on any system."""

    _flavour = _windows_flavour
    __slots__ = ()


# --- concrete paths ----------------------------------------------------------------------------------------------

class Path(PurePath):
    """A path of this system: what is there can be asked, read, written and removed."""

    __slots__ = ()

    def __new__(cls, *args, **kwargs):
        if cls is Path:
            cls = WindowsPath if os.name == 'nt' else PosixPath
        self = cls._from_parts(args)
        if not self._flavour.is_supported:
            raise NotImplementedError("cannot instantiate %r on your system" % (cls.__name__,))
        return self

    def _make_child_relpath(self, part):
        # For a single name that needs no parsing.
        return self._from_parsed_parts(self._drv, self._root, self._parts + [part])

    def __enter__(self):
        # Paths were closed once; now the context does nothing.
        import warnings
        warnings.warn("pathlib.Path.__enter__() is deprecated and scheduled "
                      "for removal in Python 3.13; Path objects as a context "
                      "manager is a no-op", DeprecationWarning, stacklevel=2)
        return self

    def __exit__(self, t, v, tb):
        pass

    @classmethod
    def cwd(cls):
        """Return the current directory."""
        return cls(os.getcwd())

    @classmethod
    def home(cls):
        """Return the user's home directory."""
        return cls("~").expanduser()

    def samefile(self, other_path):
        """Return whether another path is the same file."""
        st = self.stat()
        try:
            other_st = other_path.stat()
        except AttributeError:
            other_st = self.__class__(other_path).stat()
        return os.path.samestat(st, other_st)

    # --- folders -------------------------------------------------------------------------------------------------

    def iterdir(self):
        """Yield the paths of all that is in the folder, in no particular order."""
        for name in os.listdir(self):
            yield self._make_child_relpath(name)

    def _scandir(self):
        return os.scandir(self)

    def _pattern_parts(self, pattern):
        drv, root, pattern_parts = self._flavour.parse_parts((pattern,))
        if drv or root:
            raise NotImplementedError("Non-relative patterns are unsupported")
        if pattern[-1:] in (self._flavour.sep, self._flavour.altsep) and pattern[-1:]:
            # Only folders match a pattern that ends with a slash.
            pattern_parts.append('')
        return pattern_parts

    def glob(self, pattern):
        """Yield the paths below this folder that match a pattern; `**` stands for any number of folders."""
        sys.audit("pathlib.Path.glob", self, pattern)
        if not pattern:
            raise ValueError("Unacceptable pattern: {!r}".format(pattern))
        selector = _make_selector(tuple(self._pattern_parts(pattern)), self._flavour)
        yield from selector.select_from(self)

    def rglob(self, pattern):
        """Yield the paths at any depth below this folder that match a pattern."""
        sys.audit("pathlib.Path.rglob", self, pattern)
        selector = _make_selector(("**",) + tuple(self._pattern_parts(pattern)), self._flavour)
        yield from selector.select_from(self)

    def mkdir(self, mode=0o777, parents=False, exist_ok=False):
        """Make the folder; `parents` makes those above too, `exist_ok` accepts one that is there."""
        try:
            os.mkdir(self, mode)
        except FileNotFoundError:
            if not parents or self.parent == self:
                raise
            self.parent.mkdir(parents=True, exist_ok=True)
            self.mkdir(mode, parents=False, exist_ok=exist_ok)
        except OSError:
            # The system may have other reasons to refuse what exists.
            if not exist_ok or not self.is_dir():
                raise

    def rmdir(self):
        """Remove the empty folder."""
        os.rmdir(self)

    # --- where it is ---------------------------------------------------------------------------------------------

    def absolute(self):
        """Return the path from the root, with `..` and links as they are."""
        if self.is_absolute():
            return self
        return self._from_parts([self.cwd()] + self._parts)

    def resolve(self, strict=False):
        """Return the path from the root with links followed; if `strict`, it has to exist."""

        def check_eloop(e):
            winerror = getattr(e, 'winerror', 0)
            if e.errno == ELOOP or winerror == _WINERROR_CANT_RESOLVE_FILENAME:
                raise RuntimeError("Symlink loop from %r" % e.filename)
        try:
            s = os.path.realpath(self, strict=strict)
        except OSError as e:
            check_eloop(e)
            raise
        p = self._from_parts((s,))
        # Without `strict` a loop goes unnoticed, unless one looks.
        if not strict:
            try:
                p.stat()
            except OSError as e:
                check_eloop(e)
        return p

    def expanduser(self):
        """Return the path with a leading `~` or `~user` replaced."""
        if not (self._drv or self._root) and self._parts and self._parts[0][:1] == '~':
            homedir = os.path.expanduser(self._parts[0])
            if homedir[:1] == "~":
                raise RuntimeError("Could not determine home directory.")
            drv, root, parts = self._parse_args((homedir,))
            return self._from_parsed_parts(drv, root, parts + self._parts[1:])
        return self

    def readlink(self):
        """Return where the symbolic link leads."""
        if not hasattr(os, "readlink"):
            raise NotImplementedError("os.readlink() not available on this system")
        return self._from_parts((os.readlink(self),))

    # --- what it is ----------------------------------------------------------------------------------------------

    def stat(self, *, follow_symlinks=True):
        """Return what os.stat() returns."""
        return os.stat(self, follow_symlinks=follow_symlinks)

    def lstat(self):
        """Return what os.stat() returns, of a link itself."""
        return self.stat(follow_symlinks=False)

    def owner(self):
        """Return the name of the owner of the file."""
        try:
            import pwd
            return pwd.getpwuid(self.stat().st_uid).pw_name
        except ImportError:
            raise NotImplementedError("Path.owner() is unsupported on this system")

    def group(self):
        """Return the name of the group of the file."""
        try:
            import grp
            return grp.getgrgid(self.stat().st_gid).gr_name
        except ImportError:
            raise NotImplementedError("Path.group() is unsupported on this system")

    def exists(self):
        """Return whether it exists."""
        try:
            self.stat()
        except OSError as e:
            if not _ignore_error(e):
                raise
            return False
        except ValueError:
            # A path that the system cannot even name.
            return False
        return True

    def _has_mode(self, test, follow_symlinks=True):
        try:
            return test(self.stat(follow_symlinks=follow_symlinks).st_mode)
        except OSError as e:
            if not _ignore_error(e):
                raise
            return False
        except ValueError:
            return False

    def is_dir(self):
        """Return whether it is a folder."""
        return self._has_mode(S_ISDIR)

    def is_file(self):
        """Return whether it is a regular file."""
        return self._has_mode(S_ISREG)

    def is_mount(self):
        """Return whether it is a mount point."""
        if not self.exists() or not self.is_dir():
            return False
        try:
            parent_dev = self.parent.stat().st_dev
        except OSError:
            return False
        dev = self.stat().st_dev
        if dev != parent_dev:
            return True
        return self.stat().st_ino == self.parent.stat().st_ino

    def is_symlink(self):
        """Return whether it is a symbolic link."""
        return self._has_mode(S_ISLNK, follow_symlinks=False)

    def is_block_device(self):
        """Return whether it is a block device."""
        return self._has_mode(S_ISBLK)

    def is_char_device(self):
        """Return whether it is a character device."""
        return self._has_mode(S_ISCHR)

    def is_fifo(self):
        """Return whether it is a named pipe."""
        return self._has_mode(S_ISFIFO)

    def is_socket(self):
        """Return whether it is a socket."""
        return self._has_mode(S_ISSOCK)

    # --- contents ------------------------------------------------------------------------------------------------

    def open(self, mode='r', buffering=-1, encoding=None, errors=None, newline=None):
        """Open the file as the built-in open() does."""
        if "b" not in mode:
            encoding = io.text_encoding(encoding)
        return io.open(self, mode, buffering, encoding, errors, newline)

    def read_bytes(self):
        """Return the contents as bytes."""
        with self.open(mode='rb') as f:
            return f.read()

    def read_text(self, encoding=None, errors=None):
        """Return the contents as text."""
        encoding = io.text_encoding(encoding)
        with self.open(mode='r', encoding=encoding, errors=errors) as f:
            return f.read()

    def write_bytes(self, data):
        """Make the bytes the contents of the file."""
        # Whoever gives text should hear of it before the file is emptied.
        view = memoryview(data)
        with self.open(mode='wb') as f:
            return f.write(view)

    def write_text(self, data, encoding=None, errors=None, newline=None):
        """Make the text the contents of the file."""
        if not isinstance(data, str):
            raise TypeError('data must be str, not %s' % data.__class__.__name__)
        encoding = io.text_encoding(encoding)
        with self.open(mode='w', encoding=encoding, errors=errors, newline=newline) as f:
            return f.write(data)

    # --- changes -------------------------------------------------------------------------------------------------

    def touch(self, mode=0o666, exist_ok=True):
        """Create the file, or set its times to now."""
        if exist_ok:
            # Mostly it exists.
            try:
                os.utime(self, None)
            except OSError:
                pass
            else:
                return
        flags = os.O_CREAT | os.O_WRONLY
        if not exist_ok:
            flags |= os.O_EXCL
        os.close(os.open(self, flags, mode))

    def chmod(self, mode, *, follow_symlinks=True):
        """Change the permissions."""
        os.chmod(self, mode, follow_symlinks=follow_symlinks)

    def lchmod(self, mode):
        """Change the permissions of a link itself."""
        self.chmod(mode, follow_symlinks=False)

    def unlink(self, missing_ok=False):
        """Remove the file or link."""
        try:
            os.unlink(self)
        except FileNotFoundError:
            if not missing_ok:
                raise

    def rename(self, target):
        """Rename to `target` and return the new path."""
        os.rename(self, target)
        return self.__class__(target)

    def replace(self, target):
        """Rename to `target`, over what is there, and return the new path."""
        os.replace(self, target)
        return self.__class__(target)

    def symlink_to(self, target, target_is_directory=False):
        """Make this path a symbolic link to `target`."""
        if not hasattr(os, "symlink"):
            raise NotImplementedError("os.symlink() not available on this system")
        os.symlink(target, self, target_is_directory)

    def hardlink_to(self, target):
        """Make this path another name of the file `target`."""
        if not hasattr(os, "link"):
            raise NotImplementedError("os.link() not available on this system")
        os.link(target, self)

    def link_to(self, target):
        """Make `target` another name of this file; the order is what `hardlink_to` corrects."""
        import warnings
        warnings.warn("pathlib.Path.link_to() is deprecated and is scheduled "
                      "for removal in Python 3.12. "
                      "Use pathlib.Path.hardlink_to() instead.",
                      DeprecationWarning, stacklevel=2)
        self.__class__(target).hardlink_to(self)


class PosixPath(Path, PurePosixPath):
    """A path of this system, if it is a POSIX system."""

    __slots__ = ()


class WindowsPath(Path, PureWindowsPath):
    """A path of this system, if it is Windows."""

    __slots__ = ()

    def is_mount(self):
        raise NotImplementedError("Path.is_mount() is unsupported on this system")
