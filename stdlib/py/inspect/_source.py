"""Where an object comes from: its file, its source text, its comments and its documentation."""

# For whoever asks, what is defined here belongs to `inspect`.
__name__ = 'inspect'

import linecache
import os
import sys


from ._predicates import (
    isbuiltin, isclass, iscode, isdatadescriptor, isframe, isfunction, ismethod, ismethoddescriptor, ismodule,
    istraceback)
from ._members import unwrap

__all__ = [
    'BlockFinder', 'ClassFoundException', 'EndOfBlock', 'cleandoc', 'findsource', 'getabsfile', 'getblock',
    'getcomments', 'getdoc', 'getfile', 'getmodule', 'getmodulename', 'getsource', 'getsourcefile',
    'getsourcelines', 'indentsize']


# --- documentation -----------------------------------------------------------------------------------------------

def indentsize(line):
    """Return the width of the indent at the start of a line, tabs expanded."""
    expanded = line.expandtabs()
    return len(expanded) - len(expanded.lstrip())


def _findclass(func):
    cls = sys.modules.get(func.__module__)
    if cls is None:
        return None
    for name in func.__qualname__.split('.')[:-1]:
        cls = getattr(cls, name)
    return cls if isclass(cls) else None


def _inherited_doc(cls, name):
    for base in cls.__mro__:
        try:
            doc = getattr(base, name).__doc__
        except AttributeError:
            continue
        if doc is not None:
            return doc
    return None


def _finddoc(obj):
    """Return the docstring that `obj` inherits from the same name in a base class."""
    if isclass(obj):
        for base in obj.__mro__:
            if base is not object:
                try:
                    doc = base.__doc__
                except AttributeError:
                    continue
                if doc is not None:
                    return doc
        return None

    if ismethod(obj):
        name = obj.__func__.__name__
        owner = obj.__self__
        if isclass(owner) and getattr(getattr(owner, name, None), '__func__') is obj.__func__:
            cls = owner
        else:
            cls = owner.__class__
    elif isfunction(obj):
        name = obj.__name__
        cls = _findclass(obj)
        if cls is None or getattr(cls, name) is not obj:
            return None
    elif isbuiltin(obj):
        name = obj.__name__
        owner = obj.__self__
        if isclass(owner) and owner.__qualname__ + '.' + name == obj.__qualname__:
            cls = owner
        else:
            cls = owner.__class__
    elif isinstance(obj, property):
        name = obj.fget.__name__
        cls = _findclass(obj.fget)
        if cls is None or getattr(cls, name) is not obj:
            return None
    elif ismethoddescriptor(obj) or isdatadescriptor(obj):
        name = obj.__name__
        cls = obj.__objclass__
        if getattr(cls, name) is not obj:
            return None
        if type(obj).__name__ == 'member_descriptor':
            slots = getattr(cls, '__slots__', None)
            if isinstance(slots, dict) and name in slots:
                return slots[name]
    else:
        return None
    return _inherited_doc(cls, name)


def getdoc(object):
    """Return the docstring of an object, inherited if need be, with its indent cleaned."""
    try:
        doc = object.__doc__
    except AttributeError:
        return None
    if doc is None:
        try:
            doc = _finddoc(object)
        except (AttributeError, TypeError):
            return None
    if not isinstance(doc, str):
        return None
    return cleandoc(doc)


def cleandoc(doc):
    """Remove the common indent of the second and later lines, and blank lines at both ends."""
    try:
        lines = doc.expandtabs().split('\n')
    except UnicodeError:
        return None
    margin = min((len(line) - len(line.lstrip()) for line in lines[1:] if line.lstrip()), default=None)
    lines[0] = lines[0].lstrip()
    if margin is not None:
        lines[1:] = [line[margin:] for line in lines[1:]]
    while lines and not lines[-1]:
        lines.pop()
    while lines and not lines[0]:
        lines.pop(0)
    return '\n'.join(lines)


# --- files -------------------------------------------------------------------------------------------------------

def getfile(object):
    """Return the file in which an object was defined."""
    if ismodule(object):
        if getattr(object, '__file__', None):
            return object.__file__
        raise TypeError('{!r} is a built-in module'.format(object))
    if isclass(object):
        if hasattr(object, '__module__'):
            module = sys.modules.get(object.__module__)
            if getattr(module, '__file__', None):
                return module.__file__
            if object.__module__ == '__main__':
                raise OSError('source code not available')
        raise TypeError('{!r} is a built-in class'.format(object))
    if ismethod(object):
        object = object.__func__
    if isfunction(object):
        object = object.__code__
    if istraceback(object):
        object = object.tb_frame
    if isframe(object):
        object = object.f_code
    if iscode(object):
        return object.co_filename
    raise TypeError('module, class, method, function, traceback, frame, or code object was expected, got {}'.format(
        type(object).__name__))


def _suffixes():
    from importlib import machinery
    return machinery


def getmodulename(path):
    """Return the name of the module that a file of this name would define, or None."""
    fname = os.path.basename(path)
    # The longest suffix wins: `.cpython-311.so` before `.so`.
    suffixes = sorted(_suffixes().all_suffixes(), key=len, reverse=True)
    for suffix in suffixes:
        if fname.endswith(suffix):
            return fname[:-len(suffix)]
    return None


def getsourcefile(object):
    """Return the name of the Python source file of an object, None if there is none."""
    filename = getfile(object)
    machinery = _suffixes()
    compiled = machinery.DEBUG_BYTECODE_SUFFIXES + machinery.OPTIMIZED_BYTECODE_SUFFIXES
    if any(filename.endswith(s) for s in compiled):
        filename = os.path.splitext(filename)[0] + machinery.SOURCE_SUFFIXES[0]
    elif any(filename.endswith(s) for s in machinery.EXTENSION_SUFFIXES):
        return None
    # What linecache already knows needs no file.
    if filename in linecache.cache or os.path.exists(filename):
        return filename
    module = getmodule(object, filename)
    if getattr(module, '__loader__', None) is not None:
        return filename
    if getattr(getattr(module, "__spec__", None), "loader", None) is not None:
        return filename
    return None


def getabsfile(object, _filename=None):
    """Return the absolute, normalised path of the file of an object."""
    if _filename is None:
        _filename = getsourcefile(object) or getfile(object)
    return os.path.normcase(os.path.abspath(_filename))


modulesbyfile = {}
_filesbymodname = {}


def getmodule(object, _filename=None):
    """Return the module in which an object was defined, or None."""
    if ismodule(object):
        return object
    if hasattr(object, '__module__'):
        return sys.modules.get(object.__module__)
    # Try the file name as it is, then its absolute form.
    if _filename is not None and _filename in modulesbyfile:
        return sys.modules.get(modulesbyfile[_filename])
    try:
        file = getabsfile(object, _filename)
    except (TypeError, FileNotFoundError):
        return None
    if file in modulesbyfile:
        return sys.modules.get(modulesbyfile[file])
    # Bring the table up to date with the modules imported since.
    for modname, module in sys.modules.copy().items():
        if ismodule(module) and hasattr(module, '__file__'):
            f = module.__file__
            if f == _filesbymodname.get(modname, None):
                continue
            _filesbymodname[modname] = f
            f = getabsfile(module)
            modulesbyfile[f] = modulesbyfile[os.path.realpath(f)] = module.__name__
    if file in modulesbyfile:
        return sys.modules.get(modulesbyfile[file])
    main = sys.modules['__main__']
    if not hasattr(object, '__name__'):
        return None
    if hasattr(main, object.__name__) and getattr(main, object.__name__) is object:
        return main
    builtin = sys.modules['builtins']
    if hasattr(builtin, object.__name__) and getattr(builtin, object.__name__) is object:
        return builtin
    return None


# --- source text -------------------------------------------------------------------------------------------------

class ClassFoundException(Exception):
    """Kept for programs that name it; nothing here raises it."""


def _class_line(lines, qualname):
    """Return the index of the line at which the class `qualname` starts, its decorators included, or None.

    Where a name is defined twice the first is taken: only the program knows which one ran.
    """
    import tokenize
    path = []               # (name, indent level at which it stands)
    level = 0
    decorated_at = None
    at_line_start = True
    pending = None
    tokens = tokenize.generate_tokens(iter(lines).__next__)
    try:
        for kind, text, start, end, _ in tokens:
            if kind == tokenize.INDENT:
                level += 1
                continue
            if kind == tokenize.DEDENT:
                level -= 1
                continue
            if kind in (tokenize.NL, tokenize.COMMENT):
                continue
            if kind == tokenize.NEWLINE:
                at_line_start = True
                continue
            if pending is not None:
                first = pending[1]
                # A function puts a marker of its own between its name and what it contains.
                path.append((text if pending[0] == 'class' else text + '.<locals>', level))
                if pending[0] == 'class' and '.'.join(name for name, _ in path) == qualname:
                    return first - 1
                pending = None
                decorated_at = None
            elif at_line_start:
                while path and path[-1][1] >= level:
                    path.pop()
                if text == '@':
                    decorated_at = start[0] if decorated_at is None else decorated_at
                elif text in ('class', 'def'):
                    pending = (text, start[0] if decorated_at is None else decorated_at)
                elif text == 'async':
                    continue
                else:
                    decorated_at = None
            at_line_start = False
    except (tokenize.TokenError, SyntaxError, StopIteration):
        pass
    return None


def findsource(object):
    """Return all lines of the file of an object, and the index of the line at which the object starts."""
    file = getsourcefile(object)
    if file:
        # The file may have changed since it was read.
        linecache.checkcache(file)
    else:
        file = getfile(object)
        # Text typed in has a name in angle brackets; linecache may know it.
        if not (file.startswith('<') and file.endswith('>')):
            raise OSError('source code not available')

    module = getmodule(object, file)
    if module:
        lines = linecache.getlines(file, module.__dict__)
    else:
        lines = linecache.getlines(file)
    if not lines:
        raise OSError('could not get source code')

    if ismodule(object):
        return lines, 0
    if isclass(object):
        index = _class_line(lines, object.__qualname__)
        if index is None:
            raise OSError('could not find class definition')
        return lines, index
    if ismethod(object):
        object = object.__func__
    if isfunction(object):
        object = object.__code__
    if istraceback(object):
        object = object.tb_frame
    if isframe(object):
        object = object.f_code
    if iscode(object):
        if not hasattr(object, 'co_firstlineno'):
            raise OSError('could not find function definition')
        index = object.co_firstlineno - 1
        # A lambda or a decorated function may begin above the line that defines it.
        import re
        definition = re.compile(r'^(\s*def\s)|(\s*async\s+def\s)|(.*(?<!\w)lambda(:|\s))|^(\s*@)')
        while index > 0:
            try:
                line = lines[index]
            except IndexError:
                raise OSError('lineno is out of bounds') from None
            if definition.match(line):
                break
            index -= 1
        return lines, index
    raise OSError('could not find code object')


def getcomments(object):
    """Return the comment lines right above an object's source, or at the top of a module."""
    try:
        lines, lnum = findsource(object)
    except (OSError, TypeError):
        return None
    if ismodule(object):
        start = 1 if lines and lines[0][:2] == '#!' else 0
        while start < len(lines) and lines[start].strip() in ('', '#'):
            start += 1
        if start < len(lines) and lines[start][:1] == '#':
            end = start
            while end < len(lines) and lines[end][:1] == '#':
                end += 1
            return ''.join(line.expandtabs() for line in lines[start:end])
        return None
    if lnum > 0:
        indent = indentsize(lines[lnum])
        first = lnum
        while first > 0 and lines[first - 1].lstrip()[:1] == '#' and indentsize(lines[first - 1]) == indent:
            first -= 1
        comments = [line.expandtabs().lstrip() for line in lines[first:lnum]]
        while comments and comments[0].strip() == '#':
            comments.pop(0)
        while comments and comments[-1].strip() == '#':
            comments.pop()
        return ''.join(comments) if comments else None
    return None


class EndOfBlock(Exception):
    """Raised by BlockFinder when it has seen the whole block."""


class BlockFinder:
    """Takes tokens and finds the last line of the definition that they begin with."""

    def __init__(self):
        self.indent = 0
        self.islambda = False
        self.started = False
        self.passline = False
        self.indecorator = False
        self.last = 1
        self.body_col0 = None

    def tokeneater(self, type, token, srowcol, erowcol, line):
        """Look at one token; raises EndOfBlock at the end."""
        import tokenize
        if not self.started and not self.indecorator:
            if token == "@":
                self.indecorator = True
            elif token in ("def", "class", "lambda"):
                if token == "lambda":
                    self.islambda = True
                self.started = True
            # Skip to the end of the line, which may be continued.
            self.passline = True
        elif type == tokenize.NEWLINE:
            self.passline = False
            self.last = srowcol[0]
            if self.islambda:
                raise EndOfBlock
            # The lines of a decorator end before the definition starts.
            if self.indecorator:
                self.indecorator = False
        elif self.passline:
            pass
        elif type == tokenize.INDENT:
            if self.body_col0 is None and self.started:
                self.body_col0 = erowcol[1]
            self.indent += 1
            self.passline = True
        elif type == tokenize.DEDENT:
            self.indent -= 1
            # The end of the file or a line further out closes the block.
            if self.indent <= 0:
                raise EndOfBlock
        elif type == tokenize.COMMENT:
            if self.body_col0 is not None and srowcol[1] >= self.body_col0:
                # A comment at the depth of the body belongs to it, also at its end.
                self.last = srowcol[0]
        elif self.indent == 0 and type not in (tokenize.COMMENT, tokenize.NL):
            # A definition on one line, and something after it.
            raise EndOfBlock


def getblock(lines):
    """Return the lines of the definition that begins with the first of `lines`."""
    import tokenize
    finder = BlockFinder()
    try:
        for token in tokenize.generate_tokens(iter(lines).__next__):
            finder.tokeneater(*token)
    except (EndOfBlock, IndentationError):
        pass
    return lines[:finder.last]


def getsourcelines(object):
    """Return the source lines of an object and the number of the first; 0 for a module."""
    object = unwrap(object)
    lines, lnum = findsource(object)
    if istraceback(object):
        object = object.tb_frame
    # A module, or a frame that runs one, is the whole file.
    if ismodule(object) or (isframe(object) and object.f_code.co_name == "<module>"):
        return lines, 0
    return getblock(lines[lnum:]), lnum + 1


def getsource(object):
    """Return the source text of an object."""
    lines, lnum = getsourcelines(object)
    return ''.join(lines)
