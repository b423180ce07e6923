"""The operating system: files and folders, processes, the environment.

System calls come from the native module `posix`; this adds paths (`os.path`), the environment as a mapping,
walks over folders, and the many spellings of exec and spawn.
"""

import abc
import stat as st
import sys
from _collections_abc import Mapping, MutableMapping, _check_methods

import posix
from posix import *
from posix import _exit

import posixpath as path

sys.modules['os.path'] = path
from os.path import altsep, curdir, defpath, devnull, extsep, pardir, pathsep, sep

GenericAlias = type(list[int])

name = 'posix'
linesep = '\n'

SEEK_SET = 0
SEEK_CUR = 1
SEEK_END = 2

__all__ = ["altsep", "curdir", "pardir", "sep", "pathsep", "linesep", "defpath", "name", "path", "devnull",
           "SEEK_SET", "SEEK_CUR", "SEEK_END", "fsencode", "fsdecode", "get_exec_path", "fdopen", "extsep"]


def _exists(name):
    return name in globals()


def _get_exports_list(module):
    # Other modules of the library build their lists with it.
    try:
        return list(module.__all__)
    except AttributeError:
        return [n for n in dir(module) if n[0] != '_']


__all__.extend(_get_exports_list(posix))
__all__.append('_exit')


# --- what the system can do --------------------------------------------------------------------------------------

def _supporting(table):
    """Return the functions of a table {what the system must have: names} that are there."""
    functions = set()
    have = getattr(posix, '_have_functions', ())
    for feature, names in table:
        if feature is None or feature in have:
            functions.update(globals()[n] for n in names.split() if n in globals())
    return functions


supports_dir_fd = _supporting((
    ("HAVE_FACCESSAT", "access"), ("HAVE_FCHMODAT", "chmod"), ("HAVE_FCHOWNAT", "chown"), ("HAVE_FSTATAT", "stat"),
    ("HAVE_FUTIMESAT", "utime"), ("HAVE_LINKAT", "link"), ("HAVE_MKDIRAT", "mkdir"), ("HAVE_MKFIFOAT", "mkfifo"),
    ("HAVE_MKNODAT", "mknod"), ("HAVE_OPENAT", "open"), ("HAVE_READLINKAT", "readlink"),
    ("HAVE_RENAMEAT", "rename"), ("HAVE_SYMLINKAT", "symlink"), ("HAVE_UNLINKAT", "unlink rmdir"),
    ("HAVE_UTIMENSAT", "utime")))
supports_effective_ids = _supporting((("HAVE_FACCESSAT", "access"),))
supports_fd = _supporting((
    ("HAVE_FCHDIR", "chdir"), ("HAVE_FCHMOD", "chmod"), ("HAVE_FCHOWN", "chown"),
    ("HAVE_FDOPENDIR", "listdir scandir"), ("HAVE_FEXECVE", "execve"), (None, "stat"), ("HAVE_FTRUNCATE", "truncate"),
    ("HAVE_FUTIMENS", "utime"), ("HAVE_FUTIMES", "utime"), ("HAVE_FPATHCONF", "pathconf"),
    ("HAVE_FSTATVFS", "statvfs")))
supports_follow_symlinks = _supporting((
    ("HAVE_FACCESSAT", "access"), ("HAVE_FCHOWNAT", "chown"), ("HAVE_FSTATAT", "stat"),
    ("HAVE_LCHFLAGS", "chflags"), ("HAVE_LCHMOD", "chmod"), ("HAVE_LCHOWN", "chown"), ("HAVE_LINKAT", "link"),
    ("HAVE_LUTIMES", "utime"), ("HAVE_LSTAT", "stat"), ("HAVE_UTIMENSAT", "utime")))


# --- folders -----------------------------------------------------------------------------------------------------

def makedirs(name, mode=0o777, exist_ok=False):
    """Make a folder and those above it that are missing; `mode` is for the last one."""
    head, tail = path.split(name)
    if not tail:
        head, tail = path.split(head)
    if head and tail and not path.exists(head):
        try:
            makedirs(head, exist_ok=exist_ok)
        except FileExistsError:
            # Somebody else was faster.
            pass
        cdir = bytes(curdir, 'ASCII') if isinstance(tail, bytes) else curdir
        if tail == cdir:
            return
    try:
        mkdir(name, mode)
    except OSError:
        # The system may have other reasons to refuse what exists, a file system that is read-only for one.
        if not exist_ok or not path.isdir(name):
            raise


def removedirs(name):
    """Remove an empty folder, and those above it until one is not empty."""
    rmdir(name)
    head, tail = path.split(name)
    if not tail:
        head, tail = path.split(head)
    while head and tail:
        try:
            rmdir(head)
        except OSError:
            break
        head, tail = path.split(head)


def renames(old, new):
    """Rename, making the folders that the new name needs and removing those that are left empty."""
    head, tail = path.split(new)
    if head and tail and not path.exists(head):
        makedirs(head)
    rename(old, new)
    head, tail = path.split(old)
    if head and tail:
        try:
            removedirs(head)
        except OSError:
            pass


__all__.extend(["makedirs", "removedirs", "renames"])


def walk(top, topdown=True, onerror=None, followlinks=False):
    """Yield (folder, names of folders in it, names of files in it) for a folder and all below it.

    Going down, the caller may change the list of folders, and so decide where to go and in which order.
    `onerror` is called with the OSError of a folder that cannot be read. Links to folders are not followed
    unless `followlinks` is true; then a circle is the caller's concern.
    """
    sys.audit("os.walk", top, topdown, onerror, followlinks)
    # Entries are folders to visit, or tuples that are ready to be handed out on the way up.
    pending = [fspath(top)]
    join, islink = path.join, path.islink
    while pending:
        top = pending.pop()
        if isinstance(top, tuple):
            yield top
            continue
        try:
            entries = scandir(top)
        except OSError as error:
            if onerror is not None:
                onerror(error)
            continue
        dirs, nondirs, walk_dirs = [], [], []
        failed = False
        with entries:
            while True:
                try:
                    try:
                        entry = next(entries)
                    except StopIteration:
                        break
                except OSError as error:
                    if onerror is not None:
                        onerror(error)
                    failed = True
                    break
                try:
                    is_dir = entry.is_dir()
                except OSError:
                    # As good as not being one.
                    is_dir = False
                (dirs if is_dir else nondirs).append(entry.name)
                if not topdown and is_dir:
                    if followlinks:
                        walk_into = True
                    else:
                        try:
                            walk_into = not entry.is_symlink()
                        except OSError:
                            walk_into = True
                    if walk_into:
                        walk_dirs.append(entry.path)
        if failed:
            continue
        if topdown:
            yield top, dirs, nondirs
            for dirname in reversed(dirs):
                new_path = join(top, dirname)
                # Only now, since the caller may have replaced a folder by a link.
                if followlinks or not islink(new_path):
                    pending.append(new_path)
        else:
            pending.append((top, dirs, nondirs))
            pending.extend(reversed(walk_dirs))


__all__.append("walk")

if {open, stat} <= supports_dir_fd and {listdir, stat} <= supports_fd:

    def fwalk(top=".", topdown=True, onerror=None, *, follow_symlinks=False, dir_fd=None):
        """Walk as `walk` does, with a descriptor of the folder as fourth value, open until the next step.

        Names are looked up below descriptors, so that a folder that is moved meanwhile does no harm.
        """
        sys.audit("os.fwalk", top, topdown, onerror, follow_symlinks, dir_fd)
        top = fspath(top)
        # The look before the opening and the one after it must see the same folder.
        if not follow_symlinks:
            orig_st = stat(top, follow_symlinks=False, dir_fd=dir_fd)
        topfd = open(top, O_RDONLY | O_NONBLOCK, dir_fd=dir_fd)
        try:
            if follow_symlinks or st.S_ISDIR(orig_st.st_mode) and path.samestat(orig_st, stat(topfd)):
                yield from _fwalk(topfd, top, isinstance(top, bytes), topdown, onerror, follow_symlinks)
        finally:
            close(topfd)

    def _fwalk(topfd, toppath, isbytes, topdown, onerror, follow_symlinks):
        dirs = []
        nondirs = []
        stats = None if topdown or follow_symlinks else []
        for entry in scandir(topfd):
            entry_name = fsencode(entry.name) if isbytes else entry.name
            try:
                if entry.is_dir():
                    dirs.append(entry_name)
                    if stats is not None:
                        stats.append(entry.stat(follow_symlinks=False))
                else:
                    nondirs.append(entry_name)
            except OSError:
                try:
                    # A broken link is listed with the files.
                    if entry.is_symlink():
                        nondirs.append(entry_name)
                except OSError:
                    continue
        if topdown:
            yield toppath, dirs, nondirs, topfd
        for index, dirname in enumerate(dirs):
            try:
                if not follow_symlinks:
                    if topdown:
                        orig_st = stat(dirname, dir_fd=topfd, follow_symlinks=False)
                    else:
                        orig_st = stats[index]
                dirfd = open(dirname, O_RDONLY | O_NONBLOCK, dir_fd=topfd)
            except OSError as err:
                if onerror is not None:
                    onerror(err)
                continue
            try:
                if follow_symlinks or path.samestat(orig_st, stat(dirfd)):
                    dirpath = path.join(toppath, dirname)
                    yield from _fwalk(dirfd, dirpath, isbytes, topdown, onerror, follow_symlinks)
            finally:
                close(dirfd)
        if not topdown:
            yield toppath, dirs, nondirs, topfd

    __all__.append("fwalk")


# --- names of files and variables --------------------------------------------------------------------------------

def fsencode(filename):
    """Return a path as bytes, as the system takes it."""
    filename = fspath(filename)
    if isinstance(filename, str):
        return filename.encode(sys.getfilesystemencoding(), sys.getfilesystemencodeerrors())
    return filename


def fsdecode(filename):
    """Return a path as str; bytes that are no text survive as lone surrogates."""
    filename = fspath(filename)
    if isinstance(filename, bytes):
        return filename.decode(sys.getfilesystemencoding(), sys.getfilesystemencodeerrors())
    return filename


if not _exists('fspath'):
    def fspath(path):
        """Return a path as str or bytes; an object gives its own by `__fspath__`."""
        if isinstance(path, (str, bytes)):
            return path
        path_type = type(path)
        try:
            path_repr = path_type.__fspath__(path)
        except AttributeError:
            if hasattr(path_type, '__fspath__'):
                raise
            raise TypeError("expected str, bytes or os.PathLike object, not " + path_type.__name__) from None
        if isinstance(path_repr, (str, bytes)):
            return path_repr
        raise TypeError("expected {}.__fspath__() to return str or bytes, not {}".format(
            path_type.__name__, type(path_repr).__name__))

    fspath.__name__ = "fspath"
    __all__.append("fspath")


class PathLike(abc.ABC):
    """The base of objects that stand for a path."""

    @abc.abstractmethod
    def __fspath__(self):
        """Return the path as str or bytes."""
        raise NotImplementedError

    @classmethod
    def __subclasshook__(cls, subclass):
        if cls is PathLike:
            return _check_methods(subclass, '__fspath__')
        return NotImplemented

    __class_getitem__ = classmethod(GenericAlias)


__all__.append("PathLike")


# --- the environment ---------------------------------------------------------------------------------------------

class _Environ(MutableMapping):
    """The environment as a mapping; what is set here is seen by the processes that are started."""

    def __init__(self, data, encodekey, decodekey, encodevalue, decodevalue):
        self.encodekey = encodekey
        self.decodekey = decodekey
        self.encodevalue = encodevalue
        self.decodevalue = decodevalue
        self._data = data

    def __getitem__(self, key):
        try:
            value = self._data[self.encodekey(key)]
        except KeyError:
            # Show the key as it was given.
            raise KeyError(key) from None
        return self.decodevalue(value)

    def __setitem__(self, key, value):
        key = self.encodekey(key)
        value = self.encodevalue(value)
        putenv(key, value)
        self._data[key] = value

    def __delitem__(self, key):
        encodedkey = self.encodekey(key)
        unsetenv(encodedkey)
        try:
            del self._data[encodedkey]
        except KeyError:
            raise KeyError(key) from None

    def __iter__(self):
        # A copy, since another thread may set a variable meanwhile.
        for key in list(self._data):
            yield self.decodekey(key)

    def __len__(self):
        return len(self._data)

    def __repr__(self):
        formatted_items = ", ".join(
            f"{self.decodekey(key)!r}: {self.decodevalue(value)!r}" for key, value in self._data.items())
        return f"environ({{{formatted_items}}})"

    def copy(self):
        return dict(self)

    def setdefault(self, key, value):
        if key not in self:
            self[key] = value
        return self[key]

    def __ior__(self, other):
        self.update(other)
        return self

    def __or__(self, other):
        if not isinstance(other, Mapping):
            return NotImplemented
        new = dict(self)
        new.update(other)
        return new

    def __ror__(self, other):
        if not isinstance(other, Mapping):
            return NotImplemented
        new = dict(other)
        new.update(self)
        return new


def _encode_variable(value):
    if not isinstance(value, str):
        raise TypeError("str expected, not %s" % type(value).__name__)
    return value.encode(sys.getfilesystemencoding(), 'surrogateescape')


def _decode_variable(value):
    return value.decode(sys.getfilesystemencoding(), 'surrogateescape')


def _check_bytes(value):
    if not isinstance(value, bytes):
        raise TypeError("bytes expected, not %s" % type(value).__name__)
    return value


# Both are views of the dictionary that the native module made at the start.
environ = _Environ(posix.environ, _encode_variable, _decode_variable, _encode_variable, _decode_variable)
environb = _Environ(posix.environ, _check_bytes, bytes, _check_bytes, bytes)
supports_bytes_environ = True


def getenv(key, default=None):
    """Return the value of an environment variable, or the default."""
    return environ.get(key, default)


def getenvb(key, default=None):
    """Return the value of an environment variable as bytes, or the default."""
    return environb.get(key, default)


__all__.extend(("getenv", "supports_bytes_environ", "environb", "getenvb"))


# --- exec and spawn ----------------------------------------------------------------------------------------------

def execl(file, *args):
    """Replace this process by a program; its arguments are given one by one."""
    execv(file, args)


def execle(file, *args):
    """Replace this process by a program; the last argument is its environment."""
    env = args[-1]
    execve(file, args[:-1], env)


def execlp(file, *args):
    """Replace this process by a program that is looked for in PATH."""
    execvp(file, args)


def execlpe(file, *args):
    """Replace this process by a program that is looked for in PATH; the last argument is its environment."""
    env = args[-1]
    execvpe(file, args[:-1], env)


def execvp(file, args):
    """Replace this process by a program that is looked for in PATH, with a list of arguments."""
    _execvpe(file, args)


def execvpe(file, args, env):
    """Replace this process by a program that is looked for in PATH, with arguments and an environment."""
    _execvpe(file, args, env)


__all__.extend(["execl", "execle", "execlp", "execlpe", "execvp", "execvpe"])


def _execvpe(file, args, env=None):
    if env is not None:
        exec_func, argrest = execve, (args, env)
    else:
        exec_func, argrest = execv, (args,)
        env = environ
    if path.dirname(file):
        exec_func(file, *argrest)
        return
    saved_exc = None
    for dir in map(fsencode, get_exec_path(env)):
        try:
            exec_func(path.join(dir, fsencode(file)), *argrest)
        except (FileNotFoundError, NotADirectoryError) as e:
            last_exc = e
        except OSError as e:
            # A reason other than not being there is worth more, and the first one most.
            last_exc = e
            if saved_exc is None:
                saved_exc = e
    raise saved_exc if saved_exc is not None else last_exc


def get_exec_path(env=None):
    """Return the list of folders in which programs are looked for, from PATH of an environment."""
    # To look for BytesWarning costs an import and is needed only with that option.
    import warnings
    if env is None:
        env = environ
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", BytesWarning)
        try:
            path_list = env.get('PATH')
        except TypeError:
            path_list = None
        try:
            path_listb = env[b'PATH']
        except (KeyError, TypeError):
            pass
        else:
            if path_list is not None:
                raise ValueError("env cannot contain 'PATH' and b'PATH' keys")
            path_list = path_listb
        if path_list is not None and isinstance(path_list, bytes):
            path_list = fsdecode(path_list)
    if path_list is None:
        path_list = defpath
    return path_list.split(pathsep)


if _exists("fork") and not _exists("spawnv") and _exists("execv"):

    P_WAIT = 0
    P_NOWAIT = P_NOWAITO = 1

    __all__.extend(["P_WAIT", "P_NOWAIT", "P_NOWAITO"])

    def _spawnvef(mode, file, args, env, func):
        """Start a program in a child process; wait for it or return its id, as `mode` says."""
        if not isinstance(args, (tuple, list)):
            raise TypeError('argv must be a tuple or a list')
        if not args or not args[0]:
            raise ValueError('argv first element cannot be empty')
        pid = fork()
        if not pid:
            try:
                if env is None:
                    func(file, args)
                else:
                    func(file, args, env)
            except:
                _exit(127)
        if mode == P_NOWAIT:
            return pid
        while True:
            wpid, sts = waitpid(pid, 0)
            if WIFSTOPPED(sts):
                continue
            return waitstatus_to_exitcode(sts)

    def spawnv(mode, file, args):
        """Start a program with a list of arguments."""
        return _spawnvef(mode, file, args, None, execv)

    def spawnve(mode, file, args, env):
        """Start a program with a list of arguments and an environment."""
        return _spawnvef(mode, file, args, env, execve)

    def spawnvp(mode, file, args):
        """Start a program that is looked for in PATH."""
        return _spawnvef(mode, file, args, None, execvp)

    def spawnvpe(mode, file, args, env):
        """Start a program that is looked for in PATH, with an environment."""
        return _spawnvef(mode, file, args, env, execvpe)

    def spawnl(mode, file, *args):
        """Start a program; its arguments are given one by one."""
        return spawnv(mode, file, args)

    def spawnle(mode, file, *args):
        """Start a program; the last argument is its environment."""
        return spawnve(mode, file, args[:-1], args[-1])

    def spawnlp(mode, file, *args):
        """Start a program that is looked for in PATH; its arguments are given one by one."""
        return spawnvp(mode, file, args)

    def spawnlpe(mode, file, *args):
        """Start a program that is looked for in PATH; the last argument is its environment."""
        return spawnvpe(mode, file, args[:-1], args[-1])

    __all__.extend(["spawnv", "spawnve", "spawnvp", "spawnvpe", "spawnl", "spawnle", "spawnlp", "spawnlpe"])


# --- open things -------------------------------------------------------------------------------------------------

def popen(cmd, mode="r", buffering=-1):
    """Run a shell command and return a file that reads its output, or writes to its input."""
    if not isinstance(cmd, str):
        raise TypeError("invalid cmd type (%s, expected string)" % type(cmd))
    if mode not in ("r", "w"):
        raise ValueError("invalid mode %r" % mode)
    if buffering == 0 or buffering is None:
        raise ValueError("popen() does not support unbuffered streams")
    import subprocess
    if mode == "r":
        proc = subprocess.Popen(cmd, shell=True, text=True, stdout=subprocess.PIPE, bufsize=buffering)
        return _wrap_close(proc.stdout, proc)
    proc = subprocess.Popen(cmd, shell=True, text=True, stdin=subprocess.PIPE, bufsize=buffering)
    return _wrap_close(proc.stdin, proc)


class _wrap_close:
    """A stream whose `close` waits for the process at its other end."""

    def __init__(self, stream, proc):
        self._stream = stream
        self._proc = proc

    def close(self):
        self._stream.close()
        returncode = self._proc.wait()
        if returncode == 0:
            return None
        # As the shell's exit status stands in the result of wait().
        return returncode << 8

    def __enter__(self):
        return self

    def __exit__(self, *args):
        self.close()

    def __getattr__(self, name):
        return getattr(self._stream, name)

    def __iter__(self):
        return iter(self._stream)


__all__.append("popen")


def fdopen(fd, mode="r", buffering=-1, encoding=None, *args, **kwargs):
    """Return a file for a descriptor; the arguments are those of open()."""
    if not isinstance(fd, int):
        raise TypeError("invalid fd type (%s, expected integer)" % type(fd))
    import io
    if "b" not in mode:
        encoding = io.text_encoding(encoding)
    return io.open(fd, mode, buffering, encoding, *args, **kwargs)
