"""Compile source files and keep the code where imports find it.

    compile('module.py')

Or from the command line: `-m py_compile FILE...`; with `-` the names of the files are read from standard input.
"""

import enum
import os
import sys
import traceback

import _imp
import marshal
from importlib.util import MAGIC_NUMBER, cache_from_source

__all__ = ['compile', 'main', 'PyCompileError', 'PycInvalidationMode']

_compile = compile


class PyCompileError(Exception):
    """A file cannot be compiled.

    `exc_type_name`, `exc_value` and `file` say what went wrong where, `msg` is the text to show.
    """

    def __init__(self, exc_type, exc_value, file, msg=''):
        name = exc_type.__name__
        if not msg:
            if exc_type is SyntaxError:
                lines = traceback.format_exception_only(exc_type, exc_value)
                msg = ''.join(lines).replace('File "<string>"', f'File "{file}"')
            else:
                msg = f'Sorry: {name}: {exc_value}'
        super().__init__(msg, name, exc_value, file)
        self.exc_type_name = name
        self.exc_value = exc_value
        self.file = file
        self.msg = msg

    def __str__(self):
        return self.msg


class PycInvalidationMode(enum.Enum):
    """By what it is told whether compiled code is still that of its source."""

    TIMESTAMP = 1
    CHECKED_HASH = 2
    UNCHECKED_HASH = 3


def _default_mode():
    if os.environ.get('SOURCE_DATE_EPOCH'):
        return PycInvalidationMode.CHECKED_HASH
    return PycInvalidationMode.TIMESTAMP


def compile(file, cfile=None, dfile=None, doraise=False, optimize=-1, invalidation_mode=None, quiet=0):
    """Compile the source file `file` and write its code to `cfile`, or to where imports look for it.

    Tracebacks show `dfile` instead of `file` if it is given. An error is written to sys.stderr, or raised as PyCompileError
    if `doraise` is true; with `quiet` 2 neither. Return the path of the compiled file, or None if there was an error.
    """
    if invalidation_mode is None:
        invalidation_mode = _default_mode()
    if cfile is None:
        if optimize < 0:
            cfile = cache_from_source(file)
        else:
            cfile = cache_from_source(file, optimization=optimize if optimize else '')
    if os.path.islink(cfile):
        raise FileExistsError(f'{cfile} is a symlink and will be changed into a regular file if '
                              'import writes a byte-compiled file to it')
    if os.path.exists(cfile) and not os.path.isfile(cfile):
        raise FileExistsError(f'{cfile} is a non-regular file and will be changed into a regular '
                              'one if import writes a byte-compiled file to it')
    with open(file, 'rb') as f:
        status = os.fstat(f.fileno())
        source = f.read()
    try:
        code = _compile(source, dfile or file, 'exec', dont_inherit=True, optimize=optimize)
    except Exception as e:
        error = PyCompileError(e.__class__, e, dfile or file)
        if quiet < 2:
            if doraise:
                raise error
            sys.stderr.write(error.msg + '\n')
        return None
    if invalidation_mode is PycInvalidationMode.TIMESTAMP:
        flags = 0
        stamp = _word(int(status.st_mtime)) + _word(status.st_size)
    else:
        flags = 0b11 if invalidation_mode is PycInvalidationMode.CHECKED_HASH else 0b01
        stamp = _imp.source_hash(int.from_bytes(MAGIC_NUMBER, 'little'), source)
    folder = os.path.dirname(cfile)
    if folder:
        os.makedirs(folder, exist_ok=True)
    _write(cfile, MAGIC_NUMBER + _word(flags) + stamp + marshal.dumps(code), status.st_mode & 0o666 | 0o200)
    return cfile


def _word(n):
    return (n & 0xffffffff).to_bytes(4, 'little')


def _write(path, data, mode):
    """Write a file so that others see all of it or nothing."""
    name = f'{path}.{os.getpid()}'
    fd = os.open(name, os.O_EXCL | os.O_CREAT | os.O_WRONLY, mode)
    try:
        with open(fd, 'wb') as f:
            f.write(data)
        os.replace(name, path)
    except OSError:
        try:
            os.unlink(name)
        except OSError:
            pass
        raise


def main():
    """Compile the files that the command line names."""
    import argparse
    parser = argparse.ArgumentParser(description='A simple command-line interface for py_compile module.')
    parser.add_argument('-q', '--quiet', action='store_true', help='Suppress error output')
    parser.add_argument('filenames', nargs='+', help='Files to compile')
    args = parser.parse_args()
    if args.filenames == ['-']:
        names = [line.rstrip('\n') for line in sys.stdin.readlines()]
    else:
        names = args.filenames
    for name in names:
        try:
            compile(name, doraise=True)
        except PyCompileError as e:
            if args.quiet:
                parser.exit(1)
            parser.exit(1, e.msg)
        except OSError as e:
            if args.quiet:
                parser.exit(1)
            parser.exit(1, str(e))


if __name__ == '__main__':
    main()
