"""Read the lines of several files, or of standard input, one after the other."""

import io
import os
import sys
from types import GenericAlias

__all__ = ["input", "close", "nextfile", "filename", "lineno", "filelineno", "fileno", "isfirstline", "isstdin", "FileInput",
           "hook_compressed", "hook_encoded"]

_state = None


def input(files=None, inplace=False, backup="", *, mode="r", openhook=None, encoding=None, errors=None):
    """Return an instance of the FileInput class, which can be iterated."""
    global _state
    if _state and _state._file:
        raise RuntimeError("input() already active")
    _state = FileInput(files, inplace, backup, mode=mode, openhook=openhook, encoding=encoding, errors=errors)
    return _state


def close():
    """Close the sequence."""
    global _state
    state, _state = _state, None
    if state:
        state.close()


def _active():
    if not _state:
        raise RuntimeError("no active input()")
    return _state


def nextfile():
    """Close the current file, so that the next line is the first one of the next file."""
    return _active().nextfile()


def filename():
    """Return the name of the file that the last line came from."""
    return _active().filename()


def lineno():
    """Return the number of the last line, of all lines."""
    return _active().lineno()


def filelineno():
    """Return the number of the last line in its file."""
    return _active().filelineno()


def fileno():
    """Return the descriptor of the current file, or -1."""
    return _active().fileno()


def isfirstline():
    """Return whether the last line was the first one of its file."""
    return _active().isfirstline()


def isstdin():
    """Return whether the last line came from standard input."""
    return _active().isstdin()


class FileInput:
    """The lines of several files."""

    def __init__(self, files=None, inplace=False, backup="", *, mode="r", openhook=None, encoding=None, errors=None):
        if isinstance(files, str):
            files = (files,)
        elif isinstance(files, os.PathLike):
            files = (os.fspath(files),)
        else:
            if files is None:
                files = sys.argv[1:]
            files = tuple(files) if files else ('-',)
        self._files = files
        self._inplace = inplace
        self._backup = backup
        self._savestdout = None
        self._output = None
        self._filename = None
        self._startlineno = 0
        self._filelineno = 0
        self._file = None
        self._isstdin = False
        self._backupfilename = None
        self._encoding = encoding
        self._errors = errors
        if mode not in ('r', 'rb'):
            raise ValueError("FileInput opening mode must be 'r' or 'rb'")
        self._mode = mode
        self._write_mode = mode.replace('r', 'w')
        if openhook:
            if inplace:
                raise ValueError("FileInput cannot use an opening hook in inplace mode")
            if not callable(openhook):
                raise ValueError("FileInput openhook must be callable")
        self._openhook = openhook

    def __del__(self):
        self.close()

    def close(self):
        """Close the current file, and forget the others."""
        try:
            self.nextfile()
        finally:
            self._files = ()

    def __enter__(self):
        return self

    def __exit__(self, type, value, traceback):
        self.close()

    def __iter__(self):
        return self

    def __next__(self):
        line = self.readline()
        if not line:
            raise StopIteration
        return line

    def nextfile(self):
        """Close the current file; with `inplace`, what has been printed takes its place."""
        savestdout, self._savestdout = self._savestdout, None
        if savestdout:
            sys.stdout = savestdout
        output, self._output = self._output, None
        file, self._file = self._file, None
        backup, self._backupfilename = self._backupfilename, None
        try:
            if output:
                output.close()
        finally:
            try:
                if file and not self._isstdin:
                    file.close()
            finally:
                if backup and not self._backup:
                    try:
                        os.unlink(backup)
                    except OSError:
                        pass
                self._isstdin = False

    def readline(self):
        """Return the next line, or nothing when all files are at their ends."""
        while True:
            if self._file is None:
                if not self._files:
                    return b'' if 'b' in self._mode else ''
                self._open()
            line = self._file.readline()
            if line:
                self._filelineno += 1
                return line
            self.nextfile()

    def _open(self):
        self._filename, self._files = self._files[0], self._files[1:]
        self._startlineno = self.lineno()
        self._filelineno = 0
        self._file = None
        self._isstdin = False
        self._backupfilename = None
        encoding = None
        if 'b' not in self._mode:
            encoding = self._encoding or 'locale'
        if self._filename == '-':
            self._filename = '<stdin>'
            self._file = getattr(sys.stdin, 'buffer', sys.stdin) if 'b' in self._mode else sys.stdin
            self._isstdin = True
        elif self._inplace:
            self._open_inplace(encoding)
        elif self._openhook:
            if self._encoding is None:
                self._file = self._openhook(self._filename, self._mode)
            else:
                self._file = self._openhook(self._filename, self._mode, encoding=self._encoding, errors=self._errors)
        else:
            self._file = open(self._filename, self._mode, encoding=encoding, errors=self._errors)

    def _open_inplace(self, encoding):
        self._backupfilename = os.fspath(self._filename) + (self._backup or ".bak")
        try:
            os.unlink(self._backupfilename)
        except OSError:
            pass
        os.rename(self._filename, self._backupfilename)
        self._file = open(self._backupfilename, self._mode, encoding=encoding, errors=self._errors)
        permissions = os.fstat(self._file.fileno()).st_mode
        descriptor = os.open(self._filename, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, permissions)
        self._output = os.fdopen(descriptor, self._write_mode, encoding=encoding, errors=self._errors)
        os.chmod(self._filename, permissions)
        self._savestdout = sys.stdout
        sys.stdout = self._output

    def filename(self):
        """Return the name of the current file."""
        return self._filename

    def lineno(self):
        """Return the number of the last line, of all lines."""
        return self._startlineno + self._filelineno

    def filelineno(self):
        """Return the number of the last line in its file."""
        return self._filelineno

    def fileno(self):
        """Return the descriptor of the current file, or -1."""
        if self._file:
            try:
                return self._file.fileno()
            except ValueError:
                pass
        return -1

    def isfirstline(self):
        """Return whether the last line was the first one of its file."""
        return self._filelineno == 1

    def isstdin(self):
        """Return whether the last line came from standard input."""
        return self._isstdin

    __class_getitem__ = classmethod(GenericAlias)


def hook_compressed(filename, mode, *, encoding=None, errors=None):
    """Open a file, which is decompressed if its name ends in .gz or .bz2."""
    if encoding is None and "b" not in mode:
        encoding = "locale"
    extension = os.path.splitext(filename)[1]
    if extension == '.gz':
        import gzip
        stream = gzip.open(filename, mode)
    elif extension == '.bz2':
        import bz2
        stream = bz2.BZ2File(filename, mode)
    else:
        return open(filename, mode, encoding=encoding, errors=errors)
    if "b" not in mode:
        stream = io.TextIOWrapper(stream, encoding=encoding, errors=errors)
    return stream


def hook_encoded(encoding, errors=None):
    """Return a hook that opens files with an encoding."""
    def openhook(filename, mode):
        return open(filename, mode, encoding=encoding, errors=errors)
    return openhook
