//! The methods that `bytes` and `bytearray` both have.

/// A table of the rows given and those of both types.
macro_rules! byte_methods {
    ($($own:expr),* $(,)?) => {
        &[
            $($own,)*
            pure("__lt__(self, value, /)", methods::lt, "Return self<value."),
            pure("__le__(self, value, /)", methods::le, "Return self<=value."),
            pure("__eq__(self, value, /)", methods::eq, "Return self==value."),
            pure("__ne__(self, value, /)", methods::ne, "Return self!=value."),
            pure("__gt__(self, value, /)", methods::gt, "Return self>value."),
            pure("__ge__(self, value, /)", methods::ge, "Return self>=value."),
            pure("__iter__(self, /)", methods::iter, "Implement iter(self)."),
            tail("__mod__(self, value, /)", methods::percent, "Return self%value."),
            tail("__rmod__(self, value, /)", methods::rpercent, "Return value%self."),
            pure("__len__(self, /)", methods::len, "Return len(self)."),
            tail("__getitem__(self, key, /)", methods::getitem, "Return self[key]."),
            pure("__add__(self, value, /)", methods::add, "Return self+value."),
            pure("__mul__(self, value: index, /)", methods::mul, "Return self*value."),
            pure("__rmul__(self, value: index, /)", methods::mul, "Return value*self."),
            tail("__contains__(self, key, /)", methods::contains, "Return key in self."),
            pure(
                "capitalize(self, /)",
                case::capitalize,
                "B.capitalize() -> copy of B\n\nReturn a copy of B with its first character capitalized (ASCII) and the rest \
                 lower-cased.",
            ),
            pure(
                "center(self, width: index, fillchar=b' ', /)",
                build::center,
                "Return a centered string of length width, padded with the fill character.",
            ),
            tail(
                "count(self, sub, start: slice=None, end: slice=None, /)",
                search::count,
                "B.count(sub[, start[, end]]) -> int\n\nReturn the number of non-overlapping occurrences of subsection sub in \
                 B[start:end].",
            )
            .parse_tuple(),
            tail(
                "decode(self, /, encoding='utf-8', errors='strict')",
                methods::decode,
                "Decode the bytes using the codec registered for encoding.\n\n  encoding\n    The encoding with which to decode \
                 the bytes.\n  errors\n    The error handling scheme to use for the handling of decoding errors: 'strict' for a \
                 UnicodeDecodeError, 'ignore', 'replace', or any other name registered with codecs.register_error.",
            ),
            pure(
                "endswith(self, suffix, start: slice=None, end: slice=None, /)",
                search::endswith,
                "B.endswith(suffix[, start[, end]]) -> bool\n\nReturn True if B ends with the suffix, or with one of a tuple of \
                 them, False otherwise.",
            )
            .parse_tuple(),
            pure(
                "expandtabs(self, /, tabsize: index=8)",
                build::expandtabs,
                "Return a copy where all tab characters are expanded using spaces.",
            ),
            tail(
                "find(self, sub, start: slice=None, end: slice=None, /)",
                search::find,
                "B.find(sub[, start[, end]]) -> int\n\nReturn the lowest index in B where subsection sub is found within \
                 B[start:end], or -1.",
            )
            .parse_tuple(),
            pure(
                "hex(self, /, sep=None, bytes_per_sep: index=1)",
                build::hex,
                "Create a string of hexadecimal numbers from a bytes object.\n\n  sep\n    An optional single character or byte \
                 to separate hex bytes.\n  bytes_per_sep\n    How many bytes between separators.  Positive values count from the \
                 right, negative values count from the left.",
            ),
            tail(
                "index(self, sub, start: slice=None, end: slice=None, /)",
                search::index,
                "B.index(sub[, start[, end]]) -> int\n\nReturn the lowest index in B where subsection sub is found within \
                 B[start:end]; raise ValueError if it is not.",
            )
            .parse_tuple(),
            pure(
                "isalnum(self, /)",
                case::isalnum,
                "B.isalnum() -> bool\n\nReturn True if all characters in B are alphanumeric and there is at least one.",
            ),
            pure(
                "isalpha(self, /)",
                case::isalpha,
                "B.isalpha() -> bool\n\nReturn True if all characters in B are alphabetic and there is at least one.",
            ),
            pure(
                "isascii(self, /)",
                case::isascii,
                "B.isascii() -> bool\n\nReturn True if B is empty or all characters in B are ASCII.",
            ),
            pure(
                "isdigit(self, /)",
                case::isdigit,
                "B.isdigit() -> bool\n\nReturn True if all characters in B are digits and there is at least one.",
            ),
            pure(
                "islower(self, /)",
                case::islower,
                "B.islower() -> bool\n\nReturn True if all cased characters in B are lowercase and there is at least one.",
            ),
            pure(
                "isspace(self, /)",
                case::isspace,
                "B.isspace() -> bool\n\nReturn True if all characters in B are whitespace and there is at least one.",
            ),
            pure(
                "istitle(self, /)",
                case::istitle,
                "B.istitle() -> bool\n\nReturn True if B is a titlecased string and there is at least one character in it.",
            ),
            pure(
                "isupper(self, /)",
                case::isupper,
                "B.isupper() -> bool\n\nReturn True if all cased characters in B are uppercase and there is at least one.",
            ),
            tail(
                "join(self, iterable_of_bytes, /)",
                build::join,
                "Concatenate any number of bytes objects.\n\nThe object whose method is called is inserted in between each \
                 pair.\n\nExample: b'.'.join([b'ab', b'pq', b'rs']) -> b'ab.pq.rs'.",
            ),
            pure(
                "ljust(self, width: index, fillchar=b' ', /)",
                build::ljust,
                "Return a left-justified string of length width.",
            ),
            pure(
                "lower(self, /)",
                case::lower,
                "B.lower() -> copy of B\n\nReturn a copy of B with all ASCII characters converted to lowercase.",
            ),
            pure(
                "lstrip(self, bytes=None, /)",
                split::lstrip,
                "Strip leading bytes contained in the argument, or leading ASCII whitespace.",
            ),
            pure(
                "maketrans(frm, to, /)",
                build::maketrans,
                "Return a translation table usable for the bytes or bytearray translate method: 256 bytes, of which each one in \
                 frm is replaced by the one at the same place in to.",
            )
            .static_method(),
            pure(
                "partition(self, sep, /)",
                split::partition,
                "Partition the bytes into three parts using the given separator: what is before it, the separator itself, and \
                 what is after it. If it is not found, the bytes and two empty ones.",
            ),
            pure(
                "replace(self, old, new, count: index=-1, /)",
                build::replace,
                "Return a copy with all occurrences of subsection old replaced by new, or with the first ones if a count is \
                 given.",
            ),
            pure(
                "removeprefix(self, prefix, /)",
                split::removeprefix,
                "Return an object with the given prefix removed if present.",
            ),
            pure(
                "removesuffix(self, suffix, /)",
                split::removesuffix,
                "Return an object with the given suffix removed if present.",
            ),
            tail(
                "rfind(self, sub, start: slice=None, end: slice=None, /)",
                search::rfind,
                "B.rfind(sub[, start[, end]]) -> int\n\nReturn the highest index in B where subsection sub is found within \
                 B[start:end], or -1.",
            )
            .parse_tuple(),
            tail(
                "rindex(self, sub, start: slice=None, end: slice=None, /)",
                search::rindex,
                "B.rindex(sub[, start[, end]]) -> int\n\nReturn the highest index in B where subsection sub is found within \
                 B[start:end]; raise ValueError if it is not.",
            )
            .parse_tuple(),
            pure(
                "rjust(self, width: index, fillchar=b' ', /)",
                build::rjust,
                "Return a right-justified string of length width.",
            ),
            pure(
                "rpartition(self, sep, /)",
                split::rpartition,
                "Partition the bytes into three parts using the given separator, searched from the end. If it is not found, two \
                 empty ones and the bytes.",
            ),
            pure(
                "rsplit(self, /, sep=None, maxsplit: index=-1)",
                split::rsplit,
                "Return a list of the sections in the bytes, using sep as the delimiter; splits are made from the right.",
            ),
            pure(
                "rstrip(self, bytes=None, /)",
                split::rstrip,
                "Strip trailing bytes contained in the argument, or trailing ASCII whitespace.",
            ),
            pure(
                "split(self, /, sep=None, maxsplit: index=-1)",
                split::split,
                "Return a list of the sections in the bytes, using sep as the delimiter. Without one, any run of ASCII \
                 whitespace delimits. At most maxsplit splits are made, from the left; -1 means no limit.",
            ),
            pure(
                "splitlines(self, /, keepends: index=False)",
                split::splitlines,
                "Return a list of the lines in the bytes, without their ends unless keepends is true.",
            ),
            pure(
                "startswith(self, prefix, start: slice=None, end: slice=None, /)",
                search::startswith,
                "B.startswith(prefix[, start[, end]]) -> bool\n\nReturn True if B starts with the prefix, or with one of a tuple \
                 of them, False otherwise.",
            )
            .parse_tuple(),
            pure(
                "strip(self, bytes=None, /)",
                split::strip,
                "Strip leading and trailing bytes contained in the argument, or ASCII whitespace.",
            ),
            pure(
                "swapcase(self, /)",
                case::swapcase,
                "B.swapcase() -> copy of B\n\nReturn a copy of B with uppercase ASCII characters converted to lowercase and vice \
                 versa.",
            ),
            pure(
                "title(self, /)",
                case::title,
                "B.title() -> copy of B\n\nReturn a titlecased version of B: words start with uppercase ASCII characters, all \
                 remaining cased characters have lowercase.",
            ),
            pure(
                "translate(self, table, /, delete=b'')",
                build::translate,
                "Return a copy with each character mapped by the given translation table, a bytes object of length 256 or None, \
                 without those in delete.",
            ),
            pure(
                "upper(self, /)",
                case::upper,
                "B.upper() -> copy of B\n\nReturn a copy of B with all ASCII characters converted to uppercase.",
            ),
            pure(
                "zfill(self, width: index, /)",
                build::zfill,
                "Pad a numeric string with zeros on the left, to fill a field of the given width.",
            ),
        ]
    };
}
pub(crate) use byte_methods;
