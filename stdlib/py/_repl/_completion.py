"""How an unfinished text can go on: names, attributes, modules, paths."""

import builtins
import keyword
import sys


def complete(text, namespace):
    """Return where the part begins that is completed, and what can stand there."""
    if text.startswith('%') and ' ' not in text:
        from ._commands import COMMANDS
        return 0, sorted('%' + name for name in COMMANDS if ('%' + name).startswith(text))
    line = text.rpartition('\n')[2]
    offset = len(text) - len(line)
    start = _open_string(line)
    if start is not None:
        return _paths(line[start:], offset + start)
    words = line.split()
    if words and words[0] in ('import', 'from') and not (words[0] == 'from' and 'import' in words[1:]):
        part = '' if line[-1:].isspace() else line.replace(',', ' ').split()[-1]
        if len(words) > 1 or line[-1:].isspace():
            return _modules(part, offset + len(line) - len(part))
    if words[:1] == ['from'] and 'import' in words[2:]:
        part = _last_word(line)
        return offset + len(line) - len(part), _members(words[1], part)
    part = _last_word(line, '.')
    begin = offset + len(line) - len(part)
    base, dot, prefix = part.rpartition('.')
    if dot:
        return begin + len(base) + 1, _attributes(base, prefix, namespace)
    return begin, _names(part, namespace)


def _last_word(line, others=''):
    end = len(line)
    while end and (line[end - 1].isalnum() or line[end - 1] == '_' or line[end - 1] in others):
        end -= 1
    return line[end:]


def _open_string(line):
    """Where the text of a string begins that is not closed, or None."""
    quote = None
    start = None
    i = 0
    while i < len(line):
        c = line[i]
        if quote is None:
            if c == '#':
                return None
            if c in '"\'':
                quote, start = c, i + 1
        elif c == '\\':
            i += 1
        elif c == quote:
            quote = start = None
        i += 1
    return start


def _paths(part, begin):
    import os
    folder, name = os.path.split(part)
    try:
        entries = sorted(os.scandir(os.path.expanduser(folder) or '.'), key=lambda e: e.name)
    except OSError:
        return begin + len(part), []
    found = [e.name + ('/' if e.is_dir() else '') for e in entries
             if e.name.startswith(name) and (name.startswith('.') or not e.name.startswith('.'))]
    return begin + len(part) - len(name), found


def _modules(part, begin):
    import pkgutil
    package, dot, prefix = part.rpartition('.')
    if dot:
        module = sys.modules.get(package)
        if module is None:
            try:
                module = __import__(package, None, None, ['__path__'])
            except Exception:
                return begin + len(part), []
        names = {m.name for m in pkgutil.iter_modules(getattr(module, '__path__', []))}
        shown = package + '.'
        known = (name[len(shown):] for name in sys.modules if name.startswith(shown))
        names.update(name for name in known if '.' not in name)
    else:
        names = {m.name for m in pkgutil.iter_modules()}
        names.update(sys.builtin_module_names)
        names.update(sys.stdlib_module_names)
        names.update(name for name in sys.modules if '.' not in name)
    found = sorted(n for n in names if n.startswith(prefix) and (prefix.startswith('_') or not n.startswith('_')))
    return begin + len(part) - len(prefix), found


def _members(name, part):
    try:
        module = __import__(name, None, None, ['*'])
    except Exception:
        return []
    return _matching(dir(module), part)


def _matching(names, part):
    return sorted({n for n in names if n.startswith(part) and (part.startswith('_') or not n.startswith('_'))})


def _attributes(base, prefix, namespace):
    """The attributes of what a dotted name stands for. Properties are not asked: their code is the program's."""
    first, *rest = base.split('.')
    if first in namespace:
        target = namespace[first]
    else:
        target = getattr(builtins, first)
    for name in rest:
        if isinstance(getattr(type(target), name, None), property):
            return []
        target = getattr(target, name)
    return _matching(dir(target), prefix)


def _names(part, namespace):
    if not part:
        return []
    found = [k for k in keyword.kwlist + keyword.softkwlist if k.startswith(part) and k != '_']
    for name in {*namespace, *dir(builtins)}:
        if name.startswith(part) and (part.startswith('_') or not name.startswith('_')):
            value = namespace.get(name, getattr(builtins, name, None))
            found.append(name + '(' if callable(value) and not isinstance(value, type) else name)
    return sorted(set(found))
