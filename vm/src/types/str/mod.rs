//! `str`.

mod build;
mod case;
pub(crate) mod methods;
mod search;
mod split;

pub use build::{joined, translated};

use crate::heap::Payload;
use crate::native::{Def, Direct, TypeSpec, pure, tail};
use crate::object::{Str, StrIter, TypeFlags};

/// `str`
pub static SPEC: TypeSpec = TypeSpec {
    name: "str",
    module: "builtins",
    layout: Str::LAYOUT,
    flags: TypeFlags::BASE | TypeFlags::MATCH_SELF,
    doc: "str(object='') -> str\nstr(bytes_or_buffer[, encoding[, errors]]) -> str\n\nA text: an immutable sequence of Unicode \
          characters. Made of any object, it is what the object's __str__() gives, or else its __repr__(). With an encoding or an \
          error handler, the object has to be bytes-like and is decoded.",
    defs: DEFS,
};

/// The iterator of a str that is ASCII.
pub static ITERATOR: TypeSpec = TypeSpec {
    name: "str_ascii_iterator",
    module: "builtins",
    layout: StrIter::LAYOUT,
    flags: TypeFlags::NO_NEW,
    doc: "",
    defs: methods::ITERATOR_DEFS,
};

/// The iterator of any other str.
pub static WIDE_ITERATOR: TypeSpec = TypeSpec {
    name: "str_iterator",
    module: "builtins",
    layout: StrIter::LAYOUT,
    flags: TypeFlags::NO_NEW,
    doc: "",
    defs: methods::ITERATOR_DEFS,
};

static DEFS: &[Def] = &[
    tail(
        "__new__(cls, object='', encoding=None, errors=None)",
        methods::new,
        "Create and return a new object.  See help(type) for accurate signature.",
    )
    .constructor(),
    pure("__repr__(self, /)", methods::repr, "Return repr(self)."),
    pure("__hash__(self, /)", methods::hash, "Return hash(self)."),
    pure("__str__(self, /)", methods::str, "Return str(self)."),
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
    pure("__contains__(self, key, /)", methods::contains, "Return key in self."),
    tail(
        "__format__(self, format_spec, /)",
        methods::format_spec,
        "Return a formatted version of the string as described by format_spec.",
    ),
    pure("__getnewargs__(self, /)", methods::getnewargs, ""),
    tail(
        "encode(self, /, encoding='utf-8', errors='strict')",
        methods::encode,
        "Encode the string using the codec registered for encoding.\n\n  encoding\n    The encoding in which to encode the \
         string.\n  errors\n    The error handling scheme to use for encoding errors: 'strict' for a UnicodeEncodeError, 'ignore', \
         'replace', 'xmlcharrefreplace', or any other name registered with codecs.register_error.",
    ),
    pure(
        "replace(self, old, new, count: index=-1, /)",
        build::replace,
        "Return a copy with all occurrences of substring old replaced by new, or with the first ones if a count is given.",
    ),
    pure(
        "split(self, /, sep=None, maxsplit: index=-1)",
        split::split,
        "Return a list of the substrings in the string, using sep as the separator string.\n\nWithout a separator, any run of \
         white space separates, and no empty strings are in the result. At most maxsplit splits are made, from the left; -1 means \
         no limit.",
    ),
    pure(
        "rsplit(self, /, sep=None, maxsplit: index=-1)",
        split::rsplit,
        "Return a list of the substrings in the string, using sep as the separator string.\n\nAs split(), but the splits are made \
         from the right.",
    ),
    tail(
        "join(self, iterable, /)",
        build::join,
        "Concatenate any number of strings.\n\nThe string whose method is called is inserted in between each given \
         string.\n\nExample: '.'.join(['ab', 'pq', 'rs']) -> 'ab.pq.rs'",
    ),
    pure(
        "capitalize(self, /)",
        case::capitalize,
        "Return a capitalized version of the string: the first character in upper case and the rest in lower case.",
    ),
    pure("casefold(self, /)", case::casefold, "Return a version of the string suitable for caseless comparisons."),
    pure(
        "title(self, /)",
        case::title,
        "Return a version of the string where each word is titlecased.",
    ),
    pure(
        "center(self, width: index, fillchar=' ', /)",
        build::center,
        "Return a centered string of length width, padded with the fill character.",
    ),
    pure(
        "count(self, sub, start: slice=None, end: slice=None, /)",
        search::count,
        "S.count(sub[, start[, end]]) -> int\n\nReturn the number of non-overlapping occurrences of substring sub in \
         S[start:end].",
    )
    .parse_tuple(),
    pure(
        "expandtabs(self, /, tabsize: index=8)",
        build::expandtabs,
        "Return a copy where all tab characters are expanded using spaces.",
    ),
    pure(
        "find(self, sub, start: slice=None, end: slice=None, /)",
        search::find,
        "S.find(sub[, start[, end]]) -> int\n\nReturn the lowest index in S where substring sub is found within S[start:end], or \
         -1.",
    )
    .parse_tuple(),
    pure(
        "partition(self, sep, /)",
        split::partition,
        "Partition the string into three parts using the given separator: what is before it, the separator itself, and what is \
         after it. If it is not found, the string and two empty strings.",
    ),
    pure(
        "index(self, sub, start: slice=None, end: slice=None, /)",
        search::index,
        "S.index(sub[, start[, end]]) -> int\n\nReturn the lowest index in S where substring sub is found within S[start:end]; \
         raise ValueError if it is not.",
    )
    .parse_tuple(),
    pure("ljust(self, width: index, fillchar=' ', /)", build::ljust, "Return a left-justified string of length width."),
    pure("lower(self, /)", case::lower, "Return a copy of the string converted to lowercase."),
    pure(
        "lstrip(self, chars=None, /)",
        split::lstrip,
        "Return a copy of the string with leading whitespace, or the given characters, removed.",
    ),
    pure(
        "rfind(self, sub, start: slice=None, end: slice=None, /)",
        search::rfind,
        "S.rfind(sub[, start[, end]]) -> int\n\nReturn the highest index in S where substring sub is found within S[start:end], \
         or -1.",
    )
    .parse_tuple(),
    pure(
        "rindex(self, sub, start: slice=None, end: slice=None, /)",
        search::rindex,
        "S.rindex(sub[, start[, end]]) -> int\n\nReturn the highest index in S where substring sub is found within S[start:end]; \
         raise ValueError if it is not.",
    )
    .parse_tuple(),
    pure("rjust(self, width: index, fillchar=' ', /)", build::rjust, "Return a right-justified string of length width."),
    pure(
        "rstrip(self, chars=None, /)",
        split::rstrip,
        "Return a copy of the string with trailing whitespace, or the given characters, removed.",
    ),
    pure(
        "rpartition(self, sep, /)",
        split::rpartition,
        "Partition the string into three parts using the given separator, searched from the end. If it is not found, two empty \
         strings and the string.",
    ),
    pure(
        "splitlines(self, /, keepends: index=False)",
        split::splitlines,
        "Return a list of the lines in the string, without their ends unless keepends is true.",
    ),
    pure(
        "strip(self, chars=None, /)",
        split::strip,
        "Return a copy of the string with leading and trailing whitespace, or the given characters, removed.",
    ),
    pure(
        "swapcase(self, /)",
        case::swapcase,
        "Convert uppercase characters to lowercase and lowercase characters to uppercase.",
    ),
    tail(
        "translate(self, table, /)",
        build::translate,
        "Replace each character in the string using the given translation table: a mapping of Unicode ordinals to ordinals, \
         strings, or None.",
    ),
    pure("upper(self, /)", case::upper, "Return a copy of the string converted to uppercase."),
    pure(
        "startswith(self, prefix, start: slice=None, end: slice=None, /)",
        search::startswith,
        "S.startswith(prefix[, start[, end]]) -> bool\n\nReturn True if S starts with the prefix, or with one of a tuple of them, \
         False otherwise.",
    )
    .parse_tuple(),
    pure(
        "endswith(self, suffix, start: slice=None, end: slice=None, /)",
        search::endswith,
        "S.endswith(suffix[, start[, end]]) -> bool\n\nReturn True if S ends with the suffix, or with one of a tuple of them, \
         False otherwise.",
    )
    .parse_tuple(),
    pure(
        "removeprefix(self, prefix, /)",
        split::removeprefix,
        "Return a str with the given prefix string removed if present.",
    ),
    pure(
        "removesuffix(self, suffix, /)",
        split::removesuffix,
        "Return a str with the given suffix string removed if present.",
    ),
    pure("isascii(self, /)", case::isascii, "Return True if all characters in the string are ASCII, False otherwise."),
    pure("islower(self, /)", case::islower, "Return True if the string is a lowercase string, False otherwise.").direct(Direct::Unary(case::known::islower)),
    pure("isupper(self, /)", case::isupper, "Return True if the string is an uppercase string, False otherwise.").direct(Direct::Unary(case::known::isupper)),
    pure("istitle(self, /)", case::istitle, "Return True if the string is a title-cased string, False otherwise.").direct(Direct::Unary(case::known::istitle)),
    pure("isspace(self, /)", case::isspace, "Return True if the string is a whitespace string, False otherwise.").direct(Direct::Unary(case::known::isspace)),
    pure("isdecimal(self, /)", case::isdecimal, "Return True if the string is a decimal string, False otherwise.").direct(Direct::Unary(case::known::isdecimal)),
    pure("isdigit(self, /)", case::isdigit, "Return True if the string is a digit string, False otherwise.").direct(Direct::Unary(case::known::isdigit)),
    pure("isnumeric(self, /)", case::isnumeric, "Return True if the string is a numeric string, False otherwise.").direct(Direct::Unary(case::known::isnumeric)),
    pure("isalpha(self, /)", case::isalpha, "Return True if the string is an alphabetic string, False otherwise.").direct(Direct::Unary(case::known::isalpha)),
    pure("isalnum(self, /)", case::isalnum, "Return True if the string is an alpha-numeric string, False otherwise.").direct(Direct::Unary(case::known::isalnum)),
    pure("isidentifier(self, /)", case::isidentifier, "Return True if the string is a valid Python identifier, False otherwise.").direct(Direct::Unary(case::known::isidentifier)),
    pure("isprintable(self, /)", case::isprintable, "Return True if the string is printable, False otherwise.").direct(Direct::Unary(case::known::isprintable)),
    pure(
        "zfill(self, width: index, /)",
        build::zfill,
        "Pad a numeric string with zeros on the left, to fill a field of the given width.",
    ),
    tail(
        "format(self, *args, **kwargs)",
        methods::format,
        "S.format(*args, **kwargs) -> str\n\nReturn a formatted version of S, using substitutions from args and kwargs. The \
         substitutions are identified by braces ('{' and '}').",
    ),
    tail(
        "format_map(self, mapping, /)",
        methods::format_map,
        "S.format_map(mapping) -> str\n\nReturn a formatted version of S, using substitutions from mapping. The substitutions are \
         identified by braces ('{' and '}').",
    ),
    tail(
        "maketrans(x, y=None, z=None, /)",
        build::maketrans,
        "Return a translation table usable for str.translate(), made of a dict, or of two strings of equal length and perhaps a \
         third whose characters are to be deleted.",
    )
    .static_method(),
];
