"""The encodings that come with the language, found by name and made into codecs when first used.

Importing this package registers the search with the codec registry.  The
multi-byte encodings of East Asia and IDNA are not provided: looking them up
is a LookupError.
"""

import codecs

from encodings import aliases


class CodecRegistryError(LookupError, SystemError):
    """Raised for a codec that is not what the registry expects."""


# Which file makes each codec that is not a table of characters.
_FILES = {
    "_unicode": (
        "ascii", "latin_1", "utf_7", "utf_8", "utf_8_sig", "utf_16", "utf_16_be", "utf_16_le",
        "utf_32", "utf_32_be", "utf_32_le", "unicode_escape", "raw_unicode_escape",
    ),
    "_transforms": (
        "rot_13", "hex_codec", "base64_codec", "zlib_codec", "bz2_codec", "quopri_codec",
        "uu_codec", "undefined",
    ),
    "_punycode": ("punycode",),
}
_FILE_OF = {name: file for file, names in _FILES.items() for name in names}


def normalize_encoding(encoding):
    """Bring a name to its normal form: runs of anything but letters, digits and `.` become `_`."""
    if isinstance(encoding, bytes):
        encoding = str(encoding, "ascii")
    characters = []
    gap = False
    for char in encoding:
        if char.isalnum() or char == ".":
            if gap and characters:
                characters.append("_")
            if char.isascii():
                characters.append(char)
            gap = False
        else:
            gap = True
    return "".join(characters)


_cache = {}


def search_function(encoding):
    """Find the codec of an encoding, for the registry; None if there is none."""
    if encoding in _cache:
        return _cache[encoding]
    info = _find(normalize_encoding(encoding))
    _cache[encoding] = info
    return info


def _find(name):
    """Make the codec for a name in normal form, or for what it is an alias of."""
    candidates = (
        aliases.aliases.get(name), aliases.aliases.get(name.replace(".", "_")), name,
    )
    for candidate in candidates:
        if candidate is None:
            continue
        if candidate in _FILE_OF:
            file = __import__(f"encodings.{_FILE_OF[candidate]}", fromlist=["codec"])
            return file.codec(candidate)
        from encodings import _charmaps

        if candidate in _charmaps.NAMES:
            return _charmaps.codec(candidate)
    return None


codecs.register(search_function)
