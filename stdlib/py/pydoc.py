"""What objects say about themselves, as text: what `help()` shows."""

import builtins
import inspect
import sys

__all__ = ['help']


def locate(path):
    """Return the object with a dotted name, importing what has to be; None if there is none."""
    parts = path.split('.')
    target = None
    found = 0
    for count in range(len(parts), 0, -1):
        name = '.'.join(parts[:count])
        try:
            target = __import__(name, None, None, ['*'])
        except ImportError:
            continue
        found = count
        break
    if target is None:
        target = builtins
    for part in parts[found:]:
        try:
            target = getattr(target, part)
        except AttributeError:
            return None
    return target


def getdoc(thing):
    """Return the documentation of an object, or the comments before it."""
    return (inspect.getdoc(thing) or inspect.getcomments(thing) or '').rstrip()


def describe(thing):
    """Say in a few words what something is."""
    name = getattr(thing, '__name__', '')
    if inspect.ismodule(thing):
        if name in sys.builtin_module_names:
            return 'built-in module ' + name
        return ('package ' if hasattr(thing, '__path__') else 'module ') + name
    if inspect.isbuiltin(thing):
        return 'built-in function ' + name
    if inspect.isclass(thing):
        return 'class ' + name
    if inspect.isfunction(thing):
        return 'function ' + name
    if inspect.ismethod(thing):
        return 'method ' + name
    if inspect.isgetsetdescriptor(thing) or inspect.ismemberdescriptor(thing):
        return f'attribute {thing.__objclass__.__name__}.{name}'
    return type(thing).__name__


def render_doc(thing, title='Python Library Documentation: %s', forceload=0, renderer=None):
    """Return the text about an object, or about what a name stands for."""
    if isinstance(thing, str):
        name, thing = thing, locate(thing)
        if thing is None:
            raise ImportError(f'No Python documentation found for {name!r}.\n'
                              "Use help() to get the interactive help utility.\n"
                              "Use help(str) for help on the str class.")
    else:
        name = None
    what = describe(thing)
    module = inspect.getmodule(thing)
    if name and '.' in name:
        what += ' in ' + name[:name.rfind('.')]
    elif module is not None and module is not thing:
        what += ' in module ' + module.__name__
    shown = thing
    routine = inspect.isroutine(thing) or inspect.isclass(thing) or inspect.ismodule(thing)
    if not (routine or inspect.isdatadescriptor(thing)):
        # Of an object in the middle of nowhere its class is what can be told about.
        shown = type(thing)
        what += ' object'
    return title % what + '\n\n' + _text(shown)


def plain(text):
    """Return the text without what shows letters in bold."""
    out = []
    for c in text:
        if c == '\b':
            if out:
                out.pop()
        else:
            out.append(c)
    return ''.join(out)


def _indent(text, prefix='    '):
    return '\n'.join((prefix + line).rstrip() for line in text.split('\n'))


def _text(thing):
    if inspect.ismodule(thing):
        return _module_text(thing)
    if inspect.isclass(thing):
        return _class_text(thing)
    return _routine_text(thing)


def _signature(thing):
    try:
        return str(inspect.signature(thing))
    except (ValueError, TypeError):
        return '(...)' if callable(thing) else ''


def _routine_text(thing):
    name = getattr(thing, '__name__', '')
    prefix = 'async ' if inspect.iscoroutinefunction(thing) or inspect.isasyncgenfunction(thing) else ''
    if getattr(thing, '__name__', '') == '<lambda>':
        signature = _signature(thing)[1:-1]
        head = 'lambda ' + signature
    else:
        head = prefix + name + _signature(thing)
    doc = getdoc(thing)
    return head + '\n' + (_indent(doc) + '\n' if doc else '')


def _class_text(cls):
    bases = [_class_name(b, cls.__module__) for b in cls.__bases__]
    head = f"class {cls.__name__}({', '.join(bases)})" if bases else f'class {cls.__name__}'
    contents = []
    try:
        signature = str(inspect.signature(cls))
    except (ValueError, TypeError):
        signature = ''
    if signature and signature != '()':
        contents.append(cls.__name__ + signature + '\n')
    doc = getdoc(cls)
    if doc:
        contents.append(doc + '\n')
    order = inspect.getmro(cls)
    if len(order) > 2:
        contents.append('Method resolution order:\n' + '\n'.join(
            '    ' + _class_name(c, cls.__module__) for c in order) + '\n')
    for owner in order:
        if owner is object and cls is not object:
            continue
        section = _members_text(cls, owner)
        if section:
            where = 'defined here' if owner is cls else 'inherited from ' + _class_name(owner, cls.__module__)
            contents.append('-' * 70)
            contents.append(f'{section[0]} {where}:\n')
            contents.extend(section[1])
    body = '\n'.join(contents).rstrip()
    lines = [(' |  ' + line).rstrip() for line in body.split('\n')]
    return head + '\n' + '\n'.join(lines) + '\n'


def _members_text(cls, owner):
    """The members that a class has from one of its bases: a heading and the texts."""
    texts = []
    for name, value in sorted(vars(owner).items()):
        if name.startswith('_') and not (name.startswith('__') and name.endswith('__')):
            continue
        if name in ('__dict__', '__weakref__', '__module__', '__doc__', '__qualname__', '__annotations__', '__slots__'):
            continue
        if getattr(cls, name, None) is not getattr(owner, name, None) and name not in vars(cls):
            continue
        target = getattr(value, '__func__', value)
        if inspect.isroutine(target):
            kind = ' from class' if isinstance(value, classmethod) else ''
            prefix = 'async ' if inspect.iscoroutinefunction(target) else ''
            doc = getdoc(target)
            texts.append(f'{prefix}{name}{_signature(target)}{kind}\n' + (_indent(doc) + '\n' if doc else ''))
        elif inspect.isdatadescriptor(value):
            doc = getdoc(value)
            texts.append(name + '\n' + (_indent(doc) + '\n' if doc else ''))
        elif not name.startswith('__'):
            texts.append(f'{name} = {value!r}\n')
    return ('Members', texts) if texts else None


def _class_name(cls, module):
    return cls.__name__ if cls.__module__ in (module, 'builtins') else f'{cls.__module__}.{cls.__name__}'


def _module_text(module):
    doc = getdoc(module)
    first, _, rest = doc.partition('\n')
    out = ['NAME\n' + _indent(module.__name__ + (' - ' + first if first else '')) + '\n']
    if rest.strip():
        out.append('DESCRIPTION\n' + _indent(rest.strip()) + '\n')
    public = getattr(module, '__all__', None)
    if public is None:
        public = [n for n in dir(module) if not n.startswith('_')]
    classes, functions, data = [], [], []
    for name in sorted(public):
        value = getattr(module, name, None)
        if inspect.ismodule(value):
            continue
        owner = getattr(value, '__module__', None)
        if inspect.isclass(value):
            classes.append(_class_text(value))
        elif inspect.isroutine(value):
            if owner in (None, module.__name__) or hasattr(module, '__all__'):
                functions.append(_routine_text(value))
        else:
            data.append(f'{name} = {value!r}')
    for title, texts in (('CLASSES', classes), ('FUNCTIONS', functions), ('DATA', data)):
        if texts:
            out.append(title + '\n' + _indent('\n'.join(texts)) + '\n')
    file = getattr(module, '__file__', None) or '(built-in)'
    out.append('FILE\n' + _indent(file) + '\n')
    return '\n'.join(out)


def doc(thing, title='Python Library Documentation: %s', forceload=0, output=None):
    """Show the text about an object."""
    try:
        text = render_doc(thing, title)
    except ImportError as e:
        text = str(e) + '\n'
    (output or sys.stdout).write(text + ('' if text.endswith('\n') else '\n'))


class Helper:
    """What the name `help` stands for."""

    def __init__(self, input=None, output=None):
        self._input = input
        self._output = output

    def __repr__(self):
        return f'<{type(self).__module__}.{type(self).__qualname__} instance>'

    def __call__(self, *args):
        if args:
            self.help(*args)
        else:
            self.interact()

    def help(self, request):
        """Show what there is to say about an object or a name."""
        out = self._output or sys.stdout
        if isinstance(request, str):
            request = request.strip()
            if request in ('', 'help'):
                out.write('Type the name of a module, a class or a function, or `quit`.\n')
                return
            if request == 'modules':
                out.write('\n'.join(sorted(sys.stdlib_module_names)) + '\n')
                return
        doc(request, 'Help on %s:', output=out)

    def interact(self):
        """Ask for names and tell about them, until there are no more."""
        out = self._output or sys.stdout
        out.write('Type the name of a module, a class or a function to learn about it; an empty line or `quit` ends this.\n')
        while True:
            try:
                request = input('help> ').strip()
            except (EOFError, KeyboardInterrupt):
                out.write('\n')
                return
            if request in ('', 'q', 'quit'):
                return
            self.help(request)


help = Helper()
