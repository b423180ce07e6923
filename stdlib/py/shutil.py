"""Operations on files and folders as a whole: copy, move, remove, pack into archives, find programs.

A copy keeps less than everything a file system knows of a file: owners and access lists are lost.
"""

import errno
import fnmatch
import os
import stat
import sys

__all__ = ["copyfileobj", "copyfile", "copymode", "copystat", "copy", "copy2",
           "copytree", "move", "rmtree", "Error", "SpecialFileError",
           "ExecError", "make_archive", "get_archive_formats",
           "register_archive_format", "unregister_archive_format",
           "get_unpack_formats", "register_unpack_format",
           "unregister_unpack_format", "unpack_archive",
           "ignore_patterns", "chown", "which", "get_terminal_size",
           "SameFileError", "disk_usage"]

COPY_BUFSIZE = 64 * 1024
# Whether to have the kernel copy from file to file.
_USE_CP_SENDFILE = hasattr(os, "sendfile") and sys.platform.startswith("linux")


class Error(OSError):
    """Something went wrong; from copytree, with the list of all that went wrong."""


class SameFileError(Error):
    """The source and the destination of a copy are the same file."""


class SpecialFileError(OSError):
    """An operation does not make sense for a file of this kind, such as a pipe."""


class ExecError(OSError):
    """A command could not be run."""


class ReadError(OSError):
    """An archive cannot be read."""


class RegistryError(Exception):
    """A format of archives is registered wrongly or not at all."""


class _GiveupOnFastCopy(Exception):
    """The kernel cannot copy these files; nothing has been copied yet."""


# --- copying files -----------------------------------------------------------------------------------------------

def _fastcopy_sendfile(fsrc, fdst):
    """Copy with sendfile(2), which moves no data through this program."""
    global _USE_CP_SENDFILE
    try:
        infd = fsrc.fileno()
        outfd = fdst.fileno()
    except Exception as err:
        raise _GiveupOnFastCopy(err)
    try:
        blocksize = max(os.fstat(infd).st_size, 2 ** 23)
    except OSError:
        blocksize = 2 ** 27
    if sys.maxsize < 2 ** 32:
        blocksize = min(blocksize, 2 ** 30)
    offset = 0
    while True:
        try:
            sent = os.sendfile(outfd, infd, offset, blocksize)
        except OSError as err:
            err.filename = fsrc.name
            err.filename2 = fdst.name
            if err.errno == errno.ENOTSOCK:
                # An old kernel sends only to sockets.
                _USE_CP_SENDFILE = False
                raise _GiveupOnFastCopy(err)
            if err.errno == errno.ENOSPC:
                raise err from None
            if offset == 0 and os.lseek(outfd, 0, os.SEEK_CUR) == 0:
                raise _GiveupOnFastCopy(err)
            raise err
        if sent == 0:
            break
        offset += sent


def copyfileobj(fsrc, fdst, length=0):
    """Copy what is left in one file object to another, in pieces of `length`."""
    if not length:
        length = COPY_BUFSIZE
    fsrc_read = fsrc.read
    fdst_write = fdst.write
    while buf := fsrc_read(length):
        fdst_write(buf)


def _samefile(src, dst):
    if isinstance(src, os.DirEntry) and hasattr(os.path, 'samestat'):
        try:
            return os.path.samestat(src.stat(), os.stat(dst))
        except OSError:
            return False
    try:
        return os.path.samefile(src, dst)
    except OSError:
        return False


def _stat(fn):
    return fn.stat() if isinstance(fn, os.DirEntry) else os.stat(fn)


def _islink(fn):
    return fn.is_symlink() if isinstance(fn, os.DirEntry) else os.path.islink(fn)


def copyfile(src, dst, *, follow_symlinks=True):
    """Copy the contents of a file; without `follow_symlinks` a link is copied as a link. Returns `dst`."""
    sys.audit("shutil.copyfile", src, dst)
    if _samefile(src, dst):
        raise SameFileError("{!r} and {!r} are the same file".format(src, dst))
    file_size = 0
    for i, fn in enumerate([src, dst]):
        try:
            st = _stat(fn)
        except OSError:
            # Most likely it does not exist; opening it will tell.
            pass
        else:
            if stat.S_ISFIFO(st.st_mode):
                fn = fn.path if isinstance(fn, os.DirEntry) else fn
                raise SpecialFileError("`%s` is a named pipe" % fn)
            if i == 0:
                file_size = st.st_size

    if not follow_symlinks and _islink(src):
        os.symlink(os.readlink(src), dst)
        return dst
    with open(src, 'rb') as fsrc:
        try:
            with open(dst, 'wb') as fdst:
                if _USE_CP_SENDFILE and file_size:
                    try:
                        _fastcopy_sendfile(fsrc, fdst)
                        return dst
                    except _GiveupOnFastCopy:
                        pass
                copyfileobj(fsrc, fdst)
        except IsADirectoryError as e:
            # A path that ends with a slash cannot become a file.
            if not os.path.exists(dst):
                raise FileNotFoundError(f'Directory does not exist: {dst}') from e
            raise
    return dst


def copymode(src, dst, *, follow_symlinks=True):
    """Copy the permissions of a file."""
    sys.audit("shutil.copymode", src, dst)
    if not follow_symlinks and _islink(src) and os.path.islink(dst):
        if not hasattr(os, 'lchmod'):
            return
        stat_func, chmod_func = os.lstat, os.lchmod
    else:
        stat_func, chmod_func = _stat, os.chmod
    chmod_func(dst, stat.S_IMODE(stat_func(src).st_mode))


if hasattr(os, 'listxattr'):
    def _copyxattr(src, dst, *, follow_symlinks=True):
        """Copy the extended attributes, as far as the file systems have them."""
        try:
            names = os.listxattr(src, follow_symlinks=follow_symlinks)
        except OSError as e:
            if e.errno not in (errno.ENOTSUP, errno.ENODATA, errno.EINVAL):
                raise
            return
        for name in names:
            try:
                value = os.getxattr(src, name, follow_symlinks=follow_symlinks)
                os.setxattr(dst, name, value, follow_symlinks=follow_symlinks)
            except OSError as e:
                if e.errno not in (errno.EPERM, errno.ENOTSUP, errno.ENODATA, errno.EINVAL, errno.EACCES):
                    raise
else:
    def _copyxattr(*args, **kwargs):
        pass


def copystat(src, dst, *, follow_symlinks=True):
    """Copy permissions, times, extended attributes and flags of a file."""
    sys.audit("shutil.copystat", src, dst)

    def _nop(*args, ns=None, follow_symlinks=None):
        pass
    # On links themselves only what the system can do with links is done.
    follow = follow_symlinks or not (_islink(src) and os.path.islink(dst))
    if follow:
        def lookup(name):
            return getattr(os, name, _nop)
    else:
        def lookup(name):
            fn = getattr(os, name, _nop)
            return fn if fn in os.supports_follow_symlinks else _nop

    if isinstance(src, os.DirEntry):
        st = src.stat(follow_symlinks=follow)
    else:
        st = lookup("stat")(src, follow_symlinks=follow)
    mode = stat.S_IMODE(st.st_mode)
    lookup("utime")(dst, ns=(st.st_atime_ns, st.st_mtime_ns), follow_symlinks=follow)
    # Extended attributes come before the permissions, which may forbid writing them.
    _copyxattr(src, dst, follow_symlinks=follow)
    try:
        lookup("chmod")(dst, mode, follow_symlinks=follow)
    except NotImplementedError:
        # The permissions of a link mean nothing anyway.
        pass
    if hasattr(st, 'st_flags'):
        try:
            lookup("chflags")(dst, st.st_flags, follow_symlinks=follow)
        except OSError as why:
            for err in 'EOPNOTSUPP', 'ENOTSUP':
                if hasattr(errno, err) and why.errno == getattr(errno, err):
                    break
            else:
                raise


def copy(src, dst, *, follow_symlinks=True):
    """Copy a file with its permissions; `dst` may be a folder. Returns the path of the copy."""
    if os.path.isdir(dst):
        dst = os.path.join(dst, os.path.basename(src))
    copyfile(src, dst, follow_symlinks=follow_symlinks)
    copymode(src, dst, follow_symlinks=follow_symlinks)
    return dst


def copy2(src, dst, *, follow_symlinks=True):
    """Copy a file with its permissions and times; `dst` may be a folder. Returns the path of the copy."""
    if os.path.isdir(dst):
        dst = os.path.join(dst, os.path.basename(src))
    copyfile(src, dst, follow_symlinks=follow_symlinks)
    copystat(src, dst, follow_symlinks=follow_symlinks)
    return dst


# --- folders -----------------------------------------------------------------------------------------------------

def ignore_patterns(*patterns):
    """Return a function for `ignore` of copytree that leaves out names that match a pattern."""
    def _ignore_patterns(path, names):
        ignored_names = []
        for pattern in patterns:
            ignored_names.extend(fnmatch.filter(names, pattern))
        return set(ignored_names)
    return _ignore_patterns


def _copytree(entries, src, dst, symlinks, ignore, copy_function, ignore_dangling_symlinks, dirs_exist_ok=False):
    ignored_names = ignore(os.fspath(src), [x.name for x in entries]) if ignore is not None else set()
    os.makedirs(dst, exist_ok=dirs_exist_ok)
    errors = []
    use_entry = copy_function is copy2 or copy_function is copy
    for entry in entries:
        if entry.name in ignored_names:
            continue
        srcname = os.path.join(src, entry.name)
        dstname = os.path.join(dst, entry.name)
        # The entry knows already what the functions would ask for.
        srcobj = entry if use_entry else srcname
        recurse = dict(dirs_exist_ok=dirs_exist_ok, copy_function=copy_function,
                       ignore_dangling_symlinks=ignore_dangling_symlinks)
        try:
            is_symlink = entry.is_symlink()
            if is_symlink:
                linkto = os.readlink(srcname)
                if symlinks:
                    # Not as copy_function would: it might follow the link.
                    os.symlink(linkto, dstname)
                    copystat(srcobj, dstname, follow_symlinks=not symlinks)
                elif not os.path.exists(linkto) and ignore_dangling_symlinks:
                    continue
                elif entry.is_dir():
                    copytree(srcobj, dstname, symlinks, ignore, **recurse)
                else:
                    copy_function(srcobj, dstname)
            elif entry.is_dir():
                copytree(srcobj, dstname, symlinks, ignore, **recurse)
            else:
                copy_function(srcobj, dstname)
        except Error as err:
            # From a folder below: all that went wrong there.
            errors.extend(err.args[0])
        except OSError as why:
            errors.append((srcname, dstname, str(why)))
    try:
        copystat(src, dst)
    except OSError as why:
        if getattr(why, 'winerror', None) is None:
            errors.append((src, dst, str(why)))
    if errors:
        raise Error(errors)
    return dst


def copytree(src, dst, symlinks=False, ignore=None, copy_function=copy2,
             ignore_dangling_symlinks=False, dirs_exist_ok=False):
    """Copy a folder with all that is in it; return the path of the copy.

    `symlinks` copies links as links; `ignore(folder, names)` returns the names to leave out; errors are
    collected and raised as one Error at the end.
    """
    sys.audit("shutil.copytree", src, dst)
    with os.scandir(src) as itr:
        entries = list(itr)
    return _copytree(entries=entries, src=src, dst=dst, symlinks=symlinks, ignore=ignore,
                     copy_function=copy_function, ignore_dangling_symlinks=ignore_dangling_symlinks,
                     dirs_exist_ok=dirs_exist_ok)


def _rmtree_unsafe(path, onerror):
    """Remove a folder by paths; somebody may put a link in the way meanwhile."""
    try:
        with os.scandir(path) as scandir_it:
            entries = list(scandir_it)
    except OSError:
        onerror(os.scandir, path, sys.exc_info())
        entries = []
    for entry in entries:
        fullname = entry.path
        try:
            is_dir = entry.is_dir(follow_symlinks=False)
        except OSError:
            is_dir = False
        if is_dir:
            try:
                if entry.is_symlink():
                    # It was replaced after the look.
                    raise OSError("Cannot call rmtree on a symbolic link")
            except OSError:
                onerror(os.path.islink, fullname, sys.exc_info())
                continue
            _rmtree_unsafe(fullname, onerror)
        else:
            try:
                os.unlink(fullname)
            except OSError:
                onerror(os.unlink, fullname, sys.exc_info())
    try:
        os.rmdir(path)
    except OSError:
        onerror(os.rmdir, path, sys.exc_info())


def _rmtree_safe_fd(topfd, path, onerror):
    """Remove what is in a folder by its descriptor: links put in the way are not followed."""
    try:
        with os.scandir(topfd) as scandir_it:
            entries = list(scandir_it)
    except OSError as err:
        err.filename = path
        onerror(os.scandir, path, sys.exc_info())
        return
    for entry in entries:
        fullname = os.path.join(path, entry.name)
        try:
            is_dir = entry.is_dir(follow_symlinks=False)
        except OSError:
            is_dir = False
        else:
            if is_dir:
                try:
                    orig_st = entry.stat(follow_symlinks=False)
                    is_dir = stat.S_ISDIR(orig_st.st_mode)
                except OSError:
                    onerror(os.lstat, fullname, sys.exc_info())
                    continue
        if not is_dir:
            try:
                os.unlink(entry.name, dir_fd=topfd)
            except OSError:
                onerror(os.unlink, fullname, sys.exc_info())
            continue
        try:
            dirfd = os.open(entry.name, os.O_RDONLY | os.O_NONBLOCK, dir_fd=topfd)
        except OSError:
            onerror(os.open, fullname, sys.exc_info())
            continue
        dirfd_closed = False
        try:
            if os.path.samestat(orig_st, os.fstat(dirfd)):
                _rmtree_safe_fd(dirfd, fullname, onerror)
                try:
                    os.close(dirfd)
                except OSError:
                    # It is closed all the same, and must not be closed twice.
                    dirfd_closed = True
                    onerror(os.close, fullname, sys.exc_info())
                dirfd_closed = True
                try:
                    os.rmdir(entry.name, dir_fd=topfd)
                except OSError:
                    onerror(os.rmdir, fullname, sys.exc_info())
            else:
                try:
                    # Somebody has put a link in its place.
                    raise OSError("Cannot call rmtree on a symbolic link")
                except OSError:
                    onerror(os.path.islink, fullname, sys.exc_info())
        finally:
            if not dirfd_closed:
                try:
                    os.close(dirfd)
                except OSError:
                    onerror(os.close, fullname, sys.exc_info())


_use_fd_functions = ({os.open, os.stat, os.unlink, os.rmdir} <= os.supports_dir_fd
                     and os.scandir in os.supports_fd and os.stat in os.supports_follow_symlinks)


def rmtree(path, ignore_errors=False, onerror=None, *, dir_fd=None):
    """Remove a folder with all that is in it.

    `onerror(function, path, exc_info)` is called for what cannot be removed; it may raise to give up.
    """
    sys.audit("shutil.rmtree", path, dir_fd)
    if ignore_errors:
        def onerror(*args):
            pass
    elif onerror is None:
        def onerror(*args):
            raise
    if not _use_fd_functions:
        if dir_fd is not None:
            raise NotImplementedError("dir_fd unavailable on this platform")
        try:
            if os.path.islink(path):
                raise OSError("Cannot call rmtree on a symbolic link")
        except OSError:
            onerror(os.path.islink, path, sys.exc_info())
            return
        return _rmtree_unsafe(path, onerror)

    # The descriptors of folders are told by paths of one type.
    if isinstance(path, bytes):
        path = os.fsdecode(path)
    try:
        orig_st = os.lstat(path, dir_fd=dir_fd)
    except Exception:
        onerror(os.lstat, path, sys.exc_info())
        return
    try:
        fd = os.open(path, os.O_RDONLY | os.O_NONBLOCK, dir_fd=dir_fd)
        fd_closed = False
    except Exception:
        onerror(os.open, path, sys.exc_info())
        return
    try:
        if os.path.samestat(orig_st, os.fstat(fd)):
            _rmtree_safe_fd(fd, path, onerror)
            try:
                os.close(fd)
            except OSError:
                fd_closed = True
                onerror(os.close, path, sys.exc_info())
            fd_closed = True
            try:
                os.rmdir(path, dir_fd=dir_fd)
            except OSError:
                onerror(os.rmdir, path, sys.exc_info())
        else:
            try:
                raise OSError("Cannot call rmtree on a symbolic link")
            except OSError:
                onerror(os.path.islink, path, sys.exc_info())
    finally:
        if not fd_closed:
            try:
                os.close(fd)
            except OSError:
                onerror(os.close, path, sys.exc_info())


# Whether somebody who can change the folder meanwhile could have other files removed.
rmtree.avoids_symlink_attacks = _use_fd_functions


def _basename(path):
    """Return the last part of a path, a slash at its end or not."""
    path = os.fspath(path)
    sep = os.path.sep + (os.path.altsep or '')
    return os.path.basename(path.rstrip(sep))


def _destinsrc(src, dst):
    src = os.path.abspath(src)
    dst = os.path.abspath(dst)
    if not src.endswith(os.path.sep):
        src += os.path.sep
    if not dst.endswith(os.path.sep):
        dst += os.path.sep
    return dst.startswith(src)


def move(src, dst, copy_function=copy2):
    """Move a file or folder, also to another file system; into `dst` if that is a folder. Returns the new path."""
    sys.audit("shutil.move", src, dst)
    real_dst = dst
    if os.path.isdir(dst):
        if _samefile(src, dst):
            # Only the case of the name changes.
            os.rename(src, dst)
            return
        real_dst = os.path.join(dst, _basename(src))
        if os.path.exists(real_dst):
            raise Error("Destination path '%s' already exists" % real_dst)
    try:
        os.rename(src, real_dst)
    except OSError:
        if os.path.islink(src):
            linkto = os.readlink(src)
            os.symlink(linkto, real_dst)
            os.unlink(src)
        elif os.path.isdir(src):
            if _destinsrc(src, dst):
                raise Error("Cannot move a directory '%s' into itself '%s'." % (src, dst))
            if _is_immutable(src) or not os.access(src, os.W_OK) and os.listdir(src) and sys.platform == 'darwin':
                raise PermissionError("Cannot move the non-empty directory '%s': Lacking write permission to '%s'."
                                      % (src, src))
            copytree(src, real_dst, copy_function=copy_function, symlinks=True)
            rmtree(src)
        else:
            copy_function(src, real_dst)
            os.unlink(src)
    return real_dst


def _is_immutable(src):
    st = _stat(src)
    immutable_states = [stat.UF_IMMUTABLE, stat.SF_IMMUTABLE]
    return hasattr(st, 'st_flags') and st.st_flags in immutable_states


# --- archives ----------------------------------------------------------------------------------------------------

def _owner_and_group(owner, group):
    """Return the numbers of a user and a group; None where they are not known."""
    def number(name, module, function, field):
        if name is None:
            return None
        try:
            return getattr(__import__(module), function)(name)[field]
        except (ImportError, KeyError):
            return None
    return number(owner, 'pwd', 'getpwnam', 2), number(group, 'grp', 'getgrnam', 2)


def _make_tarball(base_name, base_dir, compress="gzip", verbose=0, dry_run=0,
                  owner=None, group=None, logger=None, root_dir=None):
    tar_compression, ext = {None: ('', ''), 'gzip': ('gz', '.gz'), 'bzip2': ('bz2', '.bz2'),
                            'xz': ('xz', '.xz')}.get(compress, (None, None))
    if tar_compression is None:
        raise ValueError("bad value for 'compress', or compression format not supported : {0}".format(compress))
    import tarfile
    archive_name = base_name + '.tar' + ext
    archive_dir = os.path.dirname(archive_name)
    if archive_dir and not os.path.exists(archive_dir):
        if logger is not None:
            logger.info("creating %s", archive_dir)
        if not dry_run:
            os.makedirs(archive_dir)
    if logger is not None:
        logger.info('Creating tar archive')
    uid, gid = _owner_and_group(owner, group)

    def _set_uid_gid(tarinfo):
        if gid is not None:
            tarinfo.gid = gid
            tarinfo.gname = group
        if uid is not None:
            tarinfo.uid = uid
            tarinfo.uname = owner
        return tarinfo
    if not dry_run:
        arcname = base_dir
        if root_dir is not None:
            base_dir = os.path.join(root_dir, base_dir)
        with tarfile.open(archive_name, 'w|%s' % tar_compression) as tar:
            tar.add(base_dir, arcname, filter=_set_uid_gid)
    if root_dir is not None:
        archive_name = os.path.abspath(archive_name)
    return archive_name


def _make_zipfile(base_name, base_dir, verbose=0, dry_run=0, logger=None, owner=None, group=None, root_dir=None):
    import zipfile
    zip_filename = base_name + ".zip"
    archive_dir = os.path.dirname(base_name)
    if archive_dir and not os.path.exists(archive_dir):
        if logger is not None:
            logger.info("creating %s", archive_dir)
        if not dry_run:
            os.makedirs(archive_dir)
    if logger is not None:
        logger.info("creating '%s' and adding '%s' to it", zip_filename, base_dir)
    if not dry_run:
        with zipfile.ZipFile(zip_filename, "w", compression=zipfile.ZIP_DEFLATED) as zf:
            def add(path, arcname):
                zf.write(path, arcname)
                if logger is not None:
                    logger.info("adding '%s'", path)
            arcname = os.path.normpath(base_dir)
            if root_dir is not None:
                base_dir = os.path.join(root_dir, base_dir)
            base_dir = os.path.normpath(base_dir)
            if arcname != os.curdir:
                add(base_dir, arcname)
            for dirpath, dirnames, filenames in os.walk(base_dir):
                arcdirpath = dirpath
                if root_dir is not None:
                    arcdirpath = os.path.relpath(arcdirpath, root_dir)
                arcdirpath = os.path.normpath(arcdirpath)
                for name in sorted(dirnames):
                    add(os.path.join(dirpath, name), os.path.join(arcdirpath, name))
                for name in filenames:
                    path = os.path.join(dirpath, name)
                    if os.path.isfile(path):
                        add(path, os.path.join(arcdirpath, name))
    if root_dir is not None:
        zip_filename = os.path.abspath(zip_filename)
    return zip_filename


_make_tarball.supports_root_dir = True
_make_zipfile.supports_root_dir = True


def _available(module):
    from importlib.util import find_spec
    return find_spec(module) is not None


def _builtin_archive_formats():
    formats = {'tar': (_make_tarball, [('compress', None)], "uncompressed tar file")}
    if _available('zlib'):
        formats['gztar'] = (_make_tarball, [('compress', 'gzip')], "gzip'ed tar-file")
        formats['zip'] = (_make_zipfile, [], "ZIP file")
    if _available('bz2'):
        formats['bztar'] = (_make_tarball, [('compress', 'bzip2')], "bzip2'ed tar-file")
    if _available('lzma'):
        formats['xztar'] = (_make_tarball, [('compress', 'xz')], "xz'ed tar-file")
    return formats


class _LazyFormats(dict):
    """A table of formats that is filled at its first use: which there are takes a look at other modules."""

    def __init__(self, make):
        self._make = make

    def _fill(self):
        if self._make is not None:
            make, self._make = self._make, None
            for key, value in make().items():
                self.setdefault(key, value)


def _filled(formats):
    if isinstance(formats, _LazyFormats):
        formats._fill()
    return formats


_ARCHIVE_FORMATS = _LazyFormats(_builtin_archive_formats)


def get_archive_formats():
    """Return a sorted list of (name, description) of the formats that make_archive can write."""
    return sorted((name, registry[2]) for name, registry in _filled(_ARCHIVE_FORMATS).items())


def register_archive_format(name, function, extra_args=None, description=''):
    """Teach make_archive a format; `extra_args` is a list of (name, value) for the function."""
    if extra_args is None:
        extra_args = []
    if not callable(function):
        raise TypeError('The %s object is not callable' % function)
    if not isinstance(extra_args, (tuple, list)):
        raise TypeError('extra_args needs to be a sequence')
    for element in extra_args:
        if not isinstance(element, (tuple, list)) or len(element) != 2:
            raise TypeError('extra_args elements are : (arg_name, value)')
    _filled(_ARCHIVE_FORMATS)[name] = (function, extra_args, description)


def unregister_archive_format(name):
    """Forget a format of make_archive."""
    del _filled(_ARCHIVE_FORMATS)[name]


def make_archive(base_name, format, root_dir=None, base_dir=None, verbose=0,
                 dry_run=0, owner=None, group=None, logger=None):
    """Pack a folder into an archive and return the archive's path.

    `base_name` is its path without the extension; the names inside are relative to `root_dir`, and `base_dir`
    is what is packed. Both are the current directory by default.
    """
    sys.audit("shutil.make_archive", base_name, format, root_dir, base_dir)
    try:
        format_info = _filled(_ARCHIVE_FORMATS)[format]
    except KeyError:
        raise ValueError("unknown archive format '%s'" % format) from None
    kwargs = {'dry_run': dry_run, 'logger': logger, 'owner': owner, 'group': group}
    func = format_info[0]
    kwargs.update(format_info[1])
    if base_dir is None:
        base_dir = os.curdir
    supports_root_dir = getattr(func, 'supports_root_dir', False)
    save_cwd = None
    if root_dir is not None:
        stmd = os.stat(root_dir).st_mode
        if not stat.S_ISDIR(stmd):
            raise NotADirectoryError(errno.ENOTDIR, 'Not a directory', root_dir)
        if supports_root_dir:
            base_name = os.fspath(base_name)
            kwargs['root_dir'] = root_dir
        else:
            # The function knows only the current directory.
            save_cwd = os.getcwd()
            if logger is not None:
                logger.debug("changing into '%s'", root_dir)
            base_name = os.path.abspath(base_name)
            if not dry_run:
                os.chdir(root_dir)
    try:
        return func(base_name, base_dir, **kwargs)
    finally:
        if save_cwd is not None:
            if logger is not None:
                logger.debug("changing back to '%s'", save_cwd)
            os.chdir(save_cwd)


def get_unpack_formats():
    """Return a sorted list of (name, extensions, description) of the formats that unpack_archive can read."""
    return sorted((name, info[0], info[3]) for name, info in _filled(_UNPACK_FORMATS).items())


def register_unpack_format(name, extensions, function, extra_args=None, description=''):
    """Teach unpack_archive a format, known by the extensions of its files."""
    if extra_args is None:
        extra_args = []
    existing = {ext: name for name, info in _filled(_UNPACK_FORMATS).items() for ext in info[0]}
    for extension in extensions:
        if extension in existing:
            raise RegistryError('%s is already registered for "%s"' % (extension, existing[extension]))
    if not callable(function):
        raise TypeError('The registered function must be a callable')
    _UNPACK_FORMATS[name] = extensions, function, extra_args, description


def unregister_unpack_format(name):
    """Forget a format of unpack_archive."""
    del _filled(_UNPACK_FORMATS)[name]


def _ensure_directory(path):
    dirname = os.path.dirname(path)
    if not os.path.isdir(dirname):
        os.makedirs(dirname)


def _unpack_zipfile(filename, extract_dir):
    import zipfile
    if not zipfile.is_zipfile(filename):
        raise ReadError("%s is not a zip file" % filename)
    with zipfile.ZipFile(filename) as archive:
        for info in archive.infolist():
            name = info.filename
            # Nothing may be written outside the folder.
            if name.startswith('/') or '..' in name:
                continue
            targetpath = os.path.join(extract_dir, *name.split('/'))
            if not targetpath:
                continue
            _ensure_directory(targetpath)
            if not name.endswith('/'):
                with archive.open(name, 'r') as source, open(targetpath, 'wb') as target:
                    copyfileobj(source, target)


def _unpack_tarfile(filename, extract_dir, *, filter=None):
    import tarfile
    try:
        tarobj = tarfile.open(filename)
    except tarfile.TarError:
        raise ReadError("%s is not a compressed or uncompressed tar file" % filename)
    with tarobj:
        tarobj.extractall(extract_dir, filter=filter)


def _builtin_unpack_formats():
    formats = {'tar': (['.tar'], _unpack_tarfile, [], "uncompressed tar file"),
               'zip': (['.zip'], _unpack_zipfile, [], "ZIP file")}
    if _available('zlib'):
        formats['gztar'] = (['.tar.gz', '.tgz'], _unpack_tarfile, [], "gzip'ed tar-file")
    if _available('bz2'):
        formats['bztar'] = (['.tar.bz2', '.tbz2'], _unpack_tarfile, [], "bzip2'ed tar-file")
    if _available('lzma'):
        formats['xztar'] = (['.tar.xz', '.txz'], _unpack_tarfile, [], "xz'ed tar-file")
    return formats


_UNPACK_FORMATS = _LazyFormats(_builtin_unpack_formats)


def _find_unpack_format(filename):
    for name, info in _filled(_UNPACK_FORMATS).items():
        for extension in info[0]:
            if filename.endswith(extension):
                return name
    return None


def unpack_archive(filename, extract_dir=None, format=None, *, filter=None):
    """Unpack an archive into a folder; without a format the extension tells. `filter` is for tar archives."""
    sys.audit("shutil.unpack_archive", filename, extract_dir, format)
    extract_dir = os.fspath(os.getcwd() if extract_dir is None else extract_dir)
    filename = os.fspath(filename)
    filter_kwargs = {} if filter is None else {'filter': filter}
    if format is not None:
        try:
            format_info = _filled(_UNPACK_FORMATS)[format]
        except KeyError:
            raise ValueError("Unknown unpack format '{0}'".format(format)) from None
    else:
        format = _find_unpack_format(filename)
        if format is None:
            raise ReadError("Unknown archive format '{0}'".format(filename))
        format_info = _UNPACK_FORMATS[format]
    func = format_info[1]
    kwargs = dict(format_info[2]) | filter_kwargs
    func(filename, extract_dir, **kwargs)


# --- the system --------------------------------------------------------------------------------------------------

if hasattr(os, 'statvfs'):
    import collections
    _ntuple_diskusage = collections.namedtuple('usage', 'total used free')
    _ntuple_diskusage.total.__doc__ = 'Total space in bytes'
    _ntuple_diskusage.used.__doc__ = 'Used space in bytes'
    _ntuple_diskusage.free.__doc__ = 'Free space in bytes'

    def disk_usage(path):
        """Return (total, used, free) of the file system of a path, in bytes."""
        st = os.statvfs(path)
        return _ntuple_diskusage(st.f_blocks * st.f_frsize, (st.f_blocks - st.f_bfree) * st.f_frsize,
                                 st.f_bavail * st.f_frsize)


def chown(path, user=None, group=None):
    """Change the owner and group of a file; each may be a name or a number."""
    sys.audit('shutil.chown', path, user, group)
    if user is None and group is None:
        raise ValueError("user and/or group must be set")
    numbers = []
    uid, gid = _owner_and_group(user if isinstance(user, str) else None, group if isinstance(group, str) else None)
    for value, number, what in ((user, uid, "user"), (group, gid, "group")):
        if value is None:
            numbers.append(-1)
        elif not isinstance(value, str):
            numbers.append(value)
        elif number is None:
            raise LookupError("no such %s: {!r}".format(value) % what)
        else:
            numbers.append(number)
    os.chown(path, *numbers)


def get_terminal_size(fallback=(80, 24)):
    """Return the size (columns, lines) of the terminal, from COLUMNS and LINES or by asking it."""
    sizes = []
    for name in ('COLUMNS', 'LINES'):
        try:
            sizes.append(int(os.environ[name]))
        except (KeyError, ValueError):
            sizes.append(0)
    columns, lines = sizes
    if columns <= 0 or lines <= 0:
        try:
            size = os.get_terminal_size(sys.__stdout__.fileno())
        except (AttributeError, ValueError, OSError):
            # The standard output is closed, no terminal, or there is none.
            size = os.terminal_size(fallback)
        if columns <= 0:
            columns = size.columns or fallback[0]
        if lines <= 0:
            lines = size.lines or fallback[1]
    return os.terminal_size((columns, lines))


def _access_check(fn, mode):
    return os.path.exists(fn) and os.access(fn, mode) and not os.path.isdir(fn)


def which(cmd, mode=os.F_OK | os.X_OK, path=None):
    """Return the path of the program that a command would run, looked for in PATH, or None."""
    if os.path.dirname(cmd):
        # A path is not looked for.
        return cmd if _access_check(cmd, mode) else None
    use_bytes = isinstance(cmd, bytes)
    if path is None:
        path = os.environ.get("PATH", None)
        if path is None:
            try:
                path = os.confstr("CS_PATH")
            except (AttributeError, ValueError):
                path = os.defpath
        # An empty PATH means no folder at all.
    if not path:
        return None
    if use_bytes:
        path = os.fsencode(path).split(os.fsencode(os.pathsep))
    else:
        path = os.fsdecode(path).split(os.pathsep)
    seen = set()
    for dir in path:
        normdir = os.path.normcase(dir)
        if normdir in seen:
            continue
        seen.add(normdir)
        name = os.path.join(dir, cmd)
        if _access_check(name, mode):
            return name
    return None
