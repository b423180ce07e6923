"""Character classes, `$`-templates, and the formatter behind `str.format`, open to subclassing."""

import _string

__all__ = [
    "ascii_letters", "ascii_lowercase", "ascii_uppercase", "capwords", "digits", "hexdigits",
    "octdigits", "printable", "punctuation", "whitespace", "Formatter", "Template",
]

whitespace = " \t\n\r\v\f"
ascii_lowercase = "abcdefghijklmnopqrstuvwxyz"
ascii_uppercase = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
ascii_letters = ascii_lowercase + ascii_uppercase
digits = "0123456789"
hexdigits = digits + "abcdef" + "ABCDEF"
octdigits = "01234567"
punctuation = r"""!"#$%&'()*+,-./:;<=>?@[\]^_`{|}~"""
printable = digits + ascii_letters + punctuation + whitespace


def capwords(s, sep=None):
    """Capitalize each word; without `sep`, runs of whitespace become single spaces."""
    return (" " if sep is None else sep).join([word.capitalize() for word in s.split(sep)])


class _TemplatePattern:
    """Compiles a template class's pattern when it is first needed, which spares importing re."""

    def __get__(self, instance, cls):
        import re

        delimiter = re.escape(cls.delimiter)
        braced = cls.braceidpattern or cls.idpattern
        source = rf"""
            {delimiter}(?:
              (?P<escaped>{delimiter})  |  # the delimiter twice
              (?P<named>{cls.idpattern})  |  # an identifier
              {{(?P<braced>{braced})}}  |  # an identifier in braces
              (?P<invalid>)  # anything else
            )
        """
        cls.pattern = re.compile(source, cls.flags | re.VERBOSE)
        return cls.pattern


class _CaseInsensitive:
    """Stands for `re.IGNORECASE` until it is needed."""

    def __get__(self, instance, cls):
        import re

        return re.IGNORECASE


class Template:
    """A text with `$name` and `${name}` to be replaced, and `$$` for a dollar sign."""

    delimiter = "$"
    # ASCII letters only: with IGNORECASE alone, a dotless i would pass for one.
    idpattern = r"(?a:[_a-z][_a-z0-9]*)"
    braceidpattern = None
    flags = _CaseInsensitive()
    pattern = _TemplatePattern()

    def __init_subclass__(cls):
        super().__init_subclass__()
        if "pattern" in cls.__dict__:
            import re

            cls.pattern = re.compile(cls.pattern, cls.flags | re.VERBOSE)
        else:
            # The parent's pattern may be compiled already, with its delimiter.
            cls.pattern = _TemplatePattern()

    def __init__(self, template):
        self.template = template

    def _invalid(self, match):
        """Raise the error for a delimiter that starts nothing, with its position."""
        position = match.start("invalid")
        lines = self.template[:position].splitlines(keepends=True)
        if lines:
            column = position - len("".join(lines[:-1]))
            lineno = len(lines)
        else:
            column = 1
            lineno = 1
        raise ValueError(f"Invalid placeholder in string: line {lineno}, col {column}")

    def _group_error(self):
        """Raise the error for a custom pattern that lacks a group."""
        raise ValueError("Unrecognized named group in pattern", self.pattern)

    def substitute(self, mapping={}, /, **kws):
        """Replace all names; a missing one is a KeyError."""
        mapping = _with_keywords(mapping, kws)

        def convert(match):
            name = match.group("named") or match.group("braced")
            if name is not None:
                return str(mapping[name])
            if match.group("escaped") is not None:
                return self.delimiter
            if match.group("invalid") is not None:
                self._invalid(match)
            self._group_error()

        return self.pattern.sub(convert, self.template)

    def safe_substitute(self, mapping={}, /, **kws):
        """Replace the names that are there, and leave everything else as it is."""
        mapping = _with_keywords(mapping, kws)

        def convert(match):
            name = match.group("named") or match.group("braced")
            if name is not None:
                try:
                    return str(mapping[name])
                except KeyError:
                    return match.group()
            if match.group("escaped") is not None:
                return self.delimiter
            if match.group("invalid") is not None:
                return match.group()
            self._group_error()

        return self.pattern.sub(convert, self.template)

    def is_valid(self):
        """Tell whether all placeholders are well formed."""
        for match in self.pattern.finditer(self.template):
            if match.group("invalid") is not None:
                return False
            if (match.group("named"), match.group("braced"), match.group("escaped")) == (
                None, None, None,
            ):
                self._group_error()
        return True

    def get_identifiers(self):
        """List the names in order of appearance, each once."""
        names = []
        for match in self.pattern.finditer(self.template):
            name = match.group("named") or match.group("braced")
            if name is not None:
                if name not in names:
                    names.append(name)
            elif match.group("escaped") is None and match.group("invalid") is None:
                self._group_error()
        return names


def _with_keywords(mapping, kws):
    """Combine the mapping with keywords, which go first."""
    if not kws:
        return mapping
    if not mapping:
        return kws
    from collections import ChainMap

    return ChainMap(kws, mapping)


class Formatter:
    """Does what `str.format` does, in steps that subclasses can replace."""

    def format(self, format_string, /, *args, **kwargs):
        """Format with the given arguments."""
        return self.vformat(format_string, args, kwargs)

    def vformat(self, format_string, args, kwargs):
        """Format with arguments given as a tuple and a dict."""
        used_args = set()
        result, _ = self._vformat(format_string, args, kwargs, used_args, 2)
        self.check_unused_args(used_args, args, kwargs)
        return result

    def _vformat(self, format_string, args, kwargs, used_args, recursion_depth, auto_arg_index=0):
        """Format; `auto_arg_index` counts the `{}`, and is False once names are explicit."""
        if recursion_depth < 0:
            raise ValueError("Max string recursion exceeded")
        result = []
        for literal, field_name, spec, conversion in self.parse(format_string):
            if literal:
                result.append(literal)
            if field_name is None:
                continue
            field_name, auto_arg_index = _numbered(field_name, auto_arg_index)
            obj, first = self.get_field(field_name, args, kwargs)
            used_args.add(first)
            obj = self.convert_field(obj, conversion)
            # The specification may have fields of its own.
            spec, auto_arg_index = self._vformat(
                spec, args, kwargs, used_args, recursion_depth - 1, auto_arg_index
            )
            result.append(self.format_field(obj, spec))
        return "".join(result), auto_arg_index

    def get_value(self, key, args, kwargs):
        """Fetch an argument by position or name."""
        return args[key] if isinstance(key, int) else kwargs[key]

    def check_unused_args(self, used_args, args, kwargs):
        """Called at the end, for subclasses that mind unused arguments."""

    def format_field(self, value, format_spec):
        """Format one value."""
        return format(value, format_spec)

    def convert_field(self, value, conversion):
        """Apply `!s`, `!r` or `!a`."""
        if conversion is None:
            return value
        if conversion == "s":
            return str(value)
        if conversion == "r":
            return repr(value)
        if conversion == "a":
            return ascii(value)
        raise ValueError(f"Unknown conversion specifier {conversion!s}")

    def parse(self, format_string):
        """Split into (literal text, field name, specification, conversion)."""
        return _string.formatter_parser(format_string)

    def get_field(self, field_name, args, kwargs):
        """Fetch what a field name like `0.name[key]` refers to, and its first part."""
        first, rest = _string.formatter_field_name_split(field_name)
        obj = self.get_value(first, args, kwargs)
        for is_attribute, key in rest:
            obj = getattr(obj, key) if is_attribute else obj[key]
        return obj, first


def _numbered(field_name, auto_arg_index):
    """Number a field without a name; numbering by hand and by order do not mix."""
    if field_name == "":
        if auto_arg_index is False:
            raise ValueError(
                "cannot switch from manual field specification to automatic field numbering"
            )
        return str(auto_arg_index), auto_arg_index + 1
    if field_name.isdigit():
        if auto_arg_index:
            raise ValueError(
                "cannot switch from manual field specification to automatic field numbering"
            )
        return field_name, False
    return field_name, auto_arg_index
