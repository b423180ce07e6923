"""Printing of data structures so that they fit on lines, broken up and indented."""

import sys
from io import StringIO

__all__ = [
    "pprint", "pformat", "isreadable", "isrecursive", "saferepr", "PrettyPrinter", "pp",
]


def pprint(
    object,
    stream=None,
    indent=1,
    width=80,
    depth=None,
    *,
    compact=False,
    sort_dicts=True,
    underscore_numbers=False,
):
    """Print a data structure."""
    PrettyPrinter(
        stream=stream,
        indent=indent,
        width=width,
        depth=depth,
        compact=compact,
        sort_dicts=sort_dicts,
        underscore_numbers=underscore_numbers,
    ).pprint(object)


def pformat(
    object,
    indent=1,
    width=80,
    depth=None,
    *,
    compact=False,
    sort_dicts=True,
    underscore_numbers=False,
):
    """Return what `pprint` would print, without the newline at the end."""
    return PrettyPrinter(
        indent=indent,
        width=width,
        depth=depth,
        compact=compact,
        sort_dicts=sort_dicts,
        underscore_numbers=underscore_numbers,
    ).pformat(object)


def pp(object, *args, sort_dicts=False, **kwargs):
    """Print a data structure, with dicts in their own order."""
    pprint(object, *args, sort_dicts=sort_dicts, **kwargs)


def saferepr(object):
    """Return a repr that ends even if the structure contains itself."""
    return PrettyPrinter()._safe_repr(object, {}, None, 0)[0]


def isreadable(object):
    """Tell whether the repr can be evaluated."""
    return PrettyPrinter()._safe_repr(object, {}, None, 0)[1]


def isrecursive(object):
    """Tell whether the structure contains itself."""
    return PrettyPrinter()._safe_repr(object, {}, None, 0)[2]


class _safe_key:
    """Sorts objects by their own order, and by type and id where they have none."""

    __slots__ = ("obj",)

    def __init__(self, obj):
        self.obj = obj

    def __lt__(self, other):
        try:
            return self.obj < other.obj
        except TypeError:
            mine, theirs = self.obj, other.obj
            return (str(type(mine)), id(mine)) < (str(type(theirs)), id(theirs))


def _safe_tuple(pair):
    return _safe_key(pair[0]), _safe_key(pair[1])


class PrettyPrinter:
    """Prints data structures, according to its arguments."""

    def __init__(
        self,
        indent=1,
        width=80,
        depth=None,
        stream=None,
        *,
        compact=False,
        sort_dicts=True,
        underscore_numbers=False,
    ):
        indent = int(indent)
        width = int(width)
        if indent < 0:
            raise ValueError("indent must be >= 0")
        if depth is not None and depth <= 0:
            raise ValueError("depth must be > 0")
        if not width:
            raise ValueError("width must be != 0")
        self._depth = depth
        self._indent_per_level = indent
        self._width = width
        self._stream = sys.stdout if stream is None else stream
        self._compact = bool(compact)
        self._sort_dicts = sort_dicts
        self._underscore_numbers = underscore_numbers

    def pprint(self, object):
        """Print a data structure to the stream."""
        if self._stream is not None:
            self._format(object, self._stream, 0, 0, {}, 0)
            self._stream.write("\n")

    def pformat(self, object):
        """Return a data structure formatted."""
        stream = StringIO()
        self._format(object, stream, 0, 0, {}, 0)
        return stream.getvalue()

    def isrecursive(self, object):
        """Tell whether the structure contains itself."""
        return self.format(object, {}, 0, 0)[2]

    def isreadable(self, object):
        """Tell whether the repr can be evaluated."""
        _, readable, recursive = self.format(object, {}, 0, 0)
        return readable and not recursive

    def format(self, object, context, maxlevels, level):
        """Return (repr, readable, recursive) of an object on one line; made to be overridden.

        `context` has the ids of the containers around it, `level` counts them.
        """
        return self._safe_repr(object, context, maxlevels, level)

    # On several lines.  Every method gets the column in which the object
    # begins, and how many columns must be left free after it for what follows.

    def _format(self, object, stream, indent, allowance, context, level):
        """Write an object: on one line if it fits, else as its type is broken up."""
        key = id(object)
        if key in context:
            stream.write(_recursion(object))
            return
        text = self._repr(object, context, level)
        if len(text) <= self._width - indent - allowance:
            stream.write(text)
            return
        break_up = _formatter_of(object)
        if break_up is None:
            stream.write(text)
            return
        context[key] = 1
        break_up(self, object, stream, indent, allowance, context, level + 1)
        del context[key]

    def _repr(self, object, context, level):
        """Return the repr on one line, through `format`, which may be overridden."""
        return self.format(object, context.copy(), self._depth, level)[0]

    def _write_gap(self, stream):
        """Fill up to the indentation after an opening bracket."""
        if self._indent_per_level > 1:
            stream.write((self._indent_per_level - 1) * " ")

    def _format_items(self, items, stream, indent, allowance, context, level):
        """Write the items of a sequence, one per line, or with `compact` as many as fit."""
        indent += self._indent_per_level
        self._write_gap(stream)
        newline = ",\n" + " " * indent
        separator = ""
        room = full_room = self._width - indent + 1
        last_index = len(items) - 1
        for index, item in enumerate(items):
            last = index == last_index
            if last:
                room -= allowance
                full_room -= allowance
            if self._compact:
                text = self._repr(item, context, level)
                needed = len(text) + 2
                if room < needed:
                    room = full_room
                    if separator:
                        separator = newline
                if room >= needed:
                    room -= needed
                    stream.write(separator + text)
                    separator = ", "
                    continue
            stream.write(separator)
            separator = newline
            self._format(item, stream, indent, allowance if last else 1, context, level)

    def _format_dict_items(self, items, stream, indent, allowance, context, level):
        """Write `key: value` pairs, one per line."""
        indent += self._indent_per_level
        newline = ",\n" + " " * indent
        last_index = len(items) - 1
        for index, (key, value) in enumerate(items):
            last = index == last_index
            text = self._repr(key, context, level)
            stream.write(text + ": ")
            self._format(
                value, stream, indent + len(text) + 2, allowance if last else 1, context, level
            )
            if not last:
                stream.write(newline)

    def _format_namespace_items(self, items, stream, indent, allowance, context, level):
        """Write `name=value` pairs, one per line."""
        newline = ",\n" + " " * indent
        last_index = len(items) - 1
        for index, (name, value) in enumerate(items):
            last = index == last_index
            stream.write(name + "=")
            if id(value) in context:
                # What the generated repr of a dataclass shows as well.
                stream.write("...")
            else:
                self._format(
                    value, stream, indent + len(name) + 1, allowance if last else 1, context, level
                )
            if not last:
                stream.write(newline)

    def _sorted_items(self, mapping):
        if self._sort_dicts:
            return sorted(mapping.items(), key=_safe_tuple)
        return list(mapping.items())

    # How each type is broken up.

    def _pprint_dict(self, object, stream, indent, allowance, context, level):
        stream.write("{")
        self._write_gap(stream)
        if len(object):
            items = self._sorted_items(object)
            self._format_dict_items(items, stream, indent, allowance + 1, context, level)
        stream.write("}")

    def _pprint_ordered_dict(self, object, stream, indent, allowance, context, level):
        if not len(object):
            stream.write(repr(object))
            return
        name = object.__class__.__name__
        stream.write(name + "(")
        self._format(
            list(object.items()), stream, indent + len(name) + 1, allowance + 1, context, level
        )
        stream.write(")")

    def _pprint_list(self, object, stream, indent, allowance, context, level):
        stream.write("[")
        self._format_items(object, stream, indent, allowance + 1, context, level)
        stream.write("]")

    def _pprint_tuple(self, object, stream, indent, allowance, context, level):
        stream.write("(")
        end = ",)" if len(object) == 1 else ")"
        self._format_items(object, stream, indent, allowance + len(end), context, level)
        stream.write(end)

    def _pprint_set(self, object, stream, indent, allowance, context, level):
        if not len(object):
            stream.write(repr(object))
            return
        cls = object.__class__
        if cls is set:
            start, end = "{", "}"
        else:
            start, end = cls.__name__ + "({", "})"
            indent += len(cls.__name__) + 1
        stream.write(start)
        items = sorted(object, key=_safe_key)
        self._format_items(items, stream, indent, allowance + len(end), context, level)
        stream.write(end)

    def _pprint_str(self, object, stream, indent, allowance, context, level):
        if not len(object):
            stream.write(repr(object))
            return
        # At the outermost level, the pieces need parentheses around them.
        if level == 1:
            indent += 1
            allowance += 1
        pieces = _string_pieces(object, self._width - indent, allowance)
        if len(pieces) == 1:
            stream.write(pieces[0])
            return
        text = ("\n" + " " * indent).join(pieces)
        stream.write(f"({text})" if level == 1 else text)

    def _pprint_bytes(self, object, stream, indent, allowance, context, level):
        if len(object) <= 4:
            stream.write(repr(object))
            return
        if level == 1:
            indent += 1
            allowance += 1
        pieces = _bytes_pieces(object, self._width - indent, allowance)
        text = ("\n" + " " * indent).join(pieces)
        stream.write(f"({text})" if level == 1 else text)

    def _pprint_bytearray(self, object, stream, indent, allowance, context, level):
        stream.write("bytearray(")
        self._pprint_bytes(bytes(object), stream, indent + 10, allowance + 1, context, level + 1)
        stream.write(")")

    def _pprint_mappingproxy(self, object, stream, indent, allowance, context, level):
        stream.write("mappingproxy(")
        self._format(object.copy(), stream, indent + 13, allowance + 1, context, level)
        stream.write(")")

    def _pprint_simplenamespace(self, object, stream, indent, allowance, context, level):
        cls = object.__class__
        # The type has a shorter name in its own repr than it has for programs.
        name = "namespace" if cls is type(sys.implementation) else cls.__name__
        items = list(object.__dict__.items())
        stream.write(name + "(")
        self._format_namespace_items(
            items, stream, indent + len(name) + 1, allowance, context, level
        )
        stream.write(")")

    def _pprint_dataclass(self, object, stream, indent, allowance, context, level):
        name = object.__class__.__name__
        items = [
            (field.name, getattr(object, field.name))
            for field in sys.modules["dataclasses"].fields(object)
            if field.repr
        ]
        stream.write(name + "(")
        self._format_namespace_items(
            items, stream, indent + len(name) + 1, allowance, context, level
        )
        stream.write(")")

    def _pprint_default_dict(self, object, stream, indent, allowance, context, level):
        if not len(object):
            stream.write(repr(object))
            return
        name = object.__class__.__name__
        factory = self._repr(object.default_factory, context, level)
        indent += len(name) + 1
        stream.write(f"{name}({factory},\n{' ' * indent}")
        self._pprint_dict(object, stream, indent, allowance + 1, context, level)
        stream.write(")")

    def _pprint_counter(self, object, stream, indent, allowance, context, level):
        if not len(object):
            stream.write(repr(object))
            return
        name = object.__class__.__name__
        stream.write(name + "({")
        self._write_gap(stream)
        self._format_dict_items(
            object.most_common(), stream, indent + len(name) + 1, allowance + 2, context, level
        )
        stream.write("})")

    def _pprint_chain_map(self, object, stream, indent, allowance, context, level):
        if not len(object.maps):
            stream.write(repr(object))
            return
        name = object.__class__.__name__
        stream.write(name + "(")
        indent += len(name) + 1
        for mapping in object.maps[:-1]:
            self._format(mapping, stream, indent, 1, context, level)
            stream.write(",\n" + " " * indent)
        self._format(object.maps[-1], stream, indent, allowance + 1, context, level)
        stream.write(")")

    def _pprint_deque(self, object, stream, indent, allowance, context, level):
        if not len(object):
            stream.write(repr(object))
            return
        name = object.__class__.__name__
        stream.write(name + "([")
        indent += len(name) + 1
        if object.maxlen is None:
            self._format_items(object, stream, indent, allowance + 2, context, level)
            stream.write("])")
        else:
            self._format_items(object, stream, indent, 2, context, level)
            stream.write(f"],\n{' ' * indent}maxlen={object.maxlen!r})")

    def _pprint_user(self, object, stream, indent, allowance, context, level):
        """Write a UserDict, UserList or UserString as what is inside."""
        self._format(object.data, stream, indent, allowance, context, level - 1)

    # On one line.

    def _safe_repr(self, object, context, maxlevels, level):
        """Return (repr, readable, recursive), with limits on depth and recursion."""
        cls = type(object)
        if cls in _SCALARS:
            return repr(object), True, False
        own_repr = getattr(cls, "__repr__", None)
        if own_repr is int.__repr__ and issubclass(cls, int):
            text = f"{object:_d}" if self._underscore_numbers else repr(object)
            return text, True, False
        if own_repr is dict.__repr__ and issubclass(cls, dict):
            if not object:
                return "{}", True, False
            return self._safe_container(object, "{%s}", context, maxlevels, level)
        if own_repr is list.__repr__ and issubclass(cls, list):
            if not object:
                return "[]", True, False
            return self._safe_container(object, "[%s]", context, maxlevels, level)
        if own_repr is tuple.__repr__ and issubclass(cls, tuple):
            if not object:
                return "()", True, False
            frame = "(%s,)" if len(object) == 1 else "(%s)"
            return self._safe_container(object, frame, context, maxlevels, level)
        text = repr(object)
        return text, bool(text) and not text.startswith("<"), False

    def _safe_container(self, object, frame, context, maxlevels, level):
        """Return (repr, readable, recursive) of a list, tuple or dict."""
        key = id(object)
        if maxlevels and level >= maxlevels:
            return frame % "...", False, key in context
        if key in context:
            return _recursion(object), False, True
        context[key] = 1
        level += 1
        parts = []
        readable = True
        recursive = False
        if frame[0] == "{":
            rows = self._sorted_items(object)
        else:
            rows = [(item,) for item in object]
        for row in rows:
            texts = []
            for item in row:
                text, item_readable, item_recursive = self.format(
                    item, context.copy(), maxlevels, level
                )
                texts.append(text)
                readable = readable and item_readable
                recursive = recursive or item_recursive
            parts.append(": ".join(texts))
        del context[key]
        return frame % ", ".join(parts), readable, recursive


_SCALARS = frozenset((str, bytes, bytearray, float, complex, bool, type(None)))


def _recursion(object):
    return f"<Recursion on {type(object).__name__} with id={id(object)}>"


# Maps the `__repr__` of a type to the method that breaks it up: a subclass
# with a repr of its own is left alone.
PrettyPrinter._dispatch = {
    dict.__repr__: PrettyPrinter._pprint_dict,
    list.__repr__: PrettyPrinter._pprint_list,
    tuple.__repr__: PrettyPrinter._pprint_tuple,
    set.__repr__: PrettyPrinter._pprint_set,
    frozenset.__repr__: PrettyPrinter._pprint_set,
    str.__repr__: PrettyPrinter._pprint_str,
    bytes.__repr__: PrettyPrinter._pprint_bytes,
    bytearray.__repr__: PrettyPrinter._pprint_bytearray,
    type(type.__dict__).__repr__: PrettyPrinter._pprint_mappingproxy,
    type(sys.implementation).__repr__: PrettyPrinter._pprint_simplenamespace,
}

# The same for the containers of `collections`, by name.
_COLLECTIONS = {
    "OrderedDict": PrettyPrinter._pprint_ordered_dict,
    "defaultdict": PrettyPrinter._pprint_default_dict,
    "Counter": PrettyPrinter._pprint_counter,
    "ChainMap": PrettyPrinter._pprint_chain_map,
    "deque": PrettyPrinter._pprint_deque,
    "UserDict": PrettyPrinter._pprint_user,
    "UserList": PrettyPrinter._pprint_user,
    "UserString": PrettyPrinter._pprint_user,
}


def _formatter_of(object):
    """Find the method that breaks up an object, if its type has one."""
    cls = type(object)
    own_repr = cls.__repr__
    found = PrettyPrinter._dispatch.get(own_repr)
    if found is not None:
        return found
    for base in cls.__mro__:
        name = base.__name__
        if name in _COLLECTIONS and base.__module__ == "collections":
            # Registered upon the first of its kind: collections loads lazily.
            PrettyPrinter._dispatch[base.__repr__] = _COLLECTIONS[name]
            return PrettyPrinter._dispatch.get(own_repr)
    if getattr(own_repr, "_of_dataclass", False):
        return PrettyPrinter._pprint_dataclass
    return None


def _string_pieces(text, width, allowance):
    """Split a text into reprs that fit: by lines, and long lines between words."""
    pieces = []
    lines = text.splitlines(True)
    for number, line in enumerate(lines, 1):
        last_line = number == len(lines)
        shown = repr(line)
        if len(shown) <= (width - allowance if last_line else width):
            pieces.append(shown)
            continue
        words = _words(line)
        current = ""
        for position, word in enumerate(words, 1):
            room = width - allowance if last_line and position == len(words) else width
            if len(repr(current + word)) > room:
                if current:
                    pieces.append(repr(current))
                current = word
            else:
                current += word
        if current:
            pieces.append(repr(current))
    return pieces


def _words(line):
    """Split a line into words, each with the blanks after it."""
    import re

    return [part for part in re.findall(r"\S*\s*", line) if part]


def _bytes_pieces(data, width, allowance):
    """Split bytes into reprs that fit, in groups of four."""
    current = b""
    last = len(data) // 4 * 4
    for start in range(0, len(data), 4):
        part = data[start : start + 4]
        if start == last:
            width -= allowance
        if len(repr(current + part)) > width:
            if current:
                yield repr(current)
            current = part
        else:
            current += part
    if current:
        yield repr(current)
