"""Helpers: headers, encodings, URLs and proxies."""

import codecs
import io
import os
import re
from collections import OrderedDict
from urllib.parse import quote, unquote, urlparse, urlunparse
from urllib.request import getproxies, getproxies_environment, parse_http_list, proxy_bypass, proxy_bypass_environment

from requests.cookies import cookiejar_from_dict
from requests.structures import CaseInsensitiveDict

DEFAULT_ACCEPT_ENCODING = "gzip, deflate"


def default_user_agent(name="python-requests"):
    """What a session says that it is."""
    from requests import __version__
    return f"{name}/{__version__}"


def default_headers():
    """The headers that all requests have."""
    return CaseInsensitiveDict({"User-Agent": default_user_agent(), "Accept-Encoding": DEFAULT_ACCEPT_ENCODING,
                                "Accept": "*/*", "Connection": "keep-alive"})


def dict_to_sequence(d):
    """The items of a dict; a sequence stays."""
    return d.items() if hasattr(d, "items") else d


def to_key_val_list(value):
    """The pairs of a dict or of a sequence of pairs."""
    if value is None:
        return None
    if isinstance(value, (str, bytes, bool, int)):
        raise ValueError("cannot encode objects that are not 2-tuples")
    return list(value.items()) if hasattr(value, "items") else list(value)


def from_key_val_list(value):
    """A dict of pairs."""
    if value is None:
        return None
    if isinstance(value, (str, bytes, bool, int)):
        raise ValueError("cannot encode objects that are not 2-tuples")
    return OrderedDict(value)


def super_len(o):
    """How much of a body is left, if that can be told; 0 if not."""
    total = None
    position = 0
    if isinstance(o, str):
        o = o.encode("utf-8")
    if hasattr(o, "__len__"):
        total = len(o)
    elif hasattr(o, "len"):
        total = o.len
    elif hasattr(o, "fileno"):
        try:
            total = os.fstat(o.fileno()).st_size
        except (io.UnsupportedOperation, AttributeError):
            pass
    if hasattr(o, "tell"):
        try:
            position = o.tell()
        except OSError:
            position = total or 0
        else:
            if hasattr(o, "seek") and total is None:
                try:
                    o.seek(0, 2)
                    total = o.tell()
                    o.seek(position)
                except OSError:
                    total = 0
    return max(0, (total or 0) - position)


def guess_filename(obj):
    """The name of a file, if it has one."""
    name = getattr(obj, "name", None)
    if name and isinstance(name, (str, bytes)) and name[0] != "<" and name[-1] != ">":
        return os.path.basename(name)
    return None


def parse_list_header(value):
    """The items of a list in a header."""
    return [unquote_header_value(item) if item[:1] == item[-1:] == '"' else item for item in parse_http_list(value)]


def parse_dict_header(value):
    """The `key=value` items of a header."""
    result = {}
    for item in parse_http_list(value):
        name, sep, text = item.partition("=")
        result[name.strip()] = unquote_header_value(text.strip()) if sep else None
    return result


def unquote_header_value(value, is_filename=False):
    """A value without its quotes."""
    if value and value[0] == value[-1] == '"':
        return value[1:-1].replace("\\\\", "\\").replace('\\"', '"')
    return value


def dict_from_cookiejar(cj):
    """The cookies of a jar as a dict."""
    return {cookie.name: cookie.value for cookie in cj}


def add_dict_to_cookiejar(cj, cookie_dict):
    """Add the cookies of a dict to a jar."""
    return cookiejar_from_dict(cookie_dict, cj)


def _parse_content_type_header(header):
    first, *rest = header.split(";")
    params = {}
    for param in rest:
        param = param.strip()
        if param:
            key, sep, value = param.partition("=")
            params[key.strip("\"' ").lower()] = value.strip("\"' ") if sep else True
    return first.strip(), params


def get_encoding_from_headers(headers):
    """The charset that the headers say."""
    content_type = headers.get("content-type")
    if not content_type:
        return None
    content_type, params = _parse_content_type_header(content_type)
    if "charset" in params:
        return params["charset"].strip("'\"")
    if "text" in content_type:
        return "ISO-8859-1"
    if "application/json" in content_type:
        return "utf-8"
    return None


def stream_decode_response_unicode(iterator, r):
    """The pieces of a body as text."""
    if r.encoding is None:
        yield from iterator
        return
    decoder = codecs.getincrementaldecoder(r.encoding)(errors="replace")
    for chunk in iterator:
        text = decoder.decode(chunk)
        if text:
            yield text
    text = decoder.decode(b"", final=True)
    if text:
        yield text


def iter_slices(string, slice_length):
    """The pieces of a text or of bytes."""
    if slice_length is None or slice_length <= 0:
        slice_length = len(string)
    for pos in range(0, len(string), slice_length or 1):
        yield string[pos:pos + slice_length]


_UNRESERVED = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")


def unquote_unreserved(uri):
    """A URL in which nothing is escaped that need not be."""
    from requests.exceptions import InvalidURL
    parts = uri.split("%")
    for i, part in enumerate(parts[1:], 1):
        h = part[:2]
        if len(h) == 2 and h.isalnum():
            try:
                c = chr(int(h, 16))
            except ValueError:
                raise InvalidURL(f"Invalid percent-escape sequence: '{h}'") from None
            parts[i] = c + part[2:] if c in _UNRESERVED else "%" + part
        else:
            parts[i] = "%" + part
    return "".join(parts)


def requote_uri(uri):
    """A URL in which all is escaped that has to be."""
    from requests.exceptions import InvalidURL
    try:
        return quote(unquote_unreserved(uri), safe="!#$%&'()*+,/:;=?@[]~")
    except InvalidURL:
        return quote(uri, safe="!#$&'()*+,/:;=?@[]~")


def get_environ_proxies(url, no_proxy=None):
    """The proxies of the environment for a URL."""
    return {} if should_bypass_proxies(url, no_proxy=no_proxy) else getproxies()


def should_bypass_proxies(url, no_proxy=None):
    """Whether a URL is reached without a proxy."""
    parts = urlparse(url)
    if parts.hostname is None:
        return True
    proxies = getproxies_environment()
    if no_proxy is not None:
        proxies = {**proxies, "no": no_proxy}
    host = parts.hostname if not parts.port else f"{parts.hostname}:{parts.port}"
    return bool(proxy_bypass_environment(host, proxies))


def select_proxy(url, proxies):
    """The proxy for a URL, or None."""
    proxies = proxies or {}
    parts = urlparse(url)
    if parts.hostname is None:
        return proxies.get(parts.scheme, proxies.get("all"))
    for key in (f"{parts.scheme}://{parts.hostname}", parts.scheme, f"all://{parts.hostname}", "all"):
        if key in proxies:
            return proxies[key]
    return None


def resolve_proxies(request, proxies, trust_env=True):
    """The proxies for a request, those of the environment among them."""
    proxies = dict(proxies or {})
    scheme = urlparse(request.url).scheme
    if trust_env and not should_bypass_proxies(request.url, no_proxy=proxies.get("no_proxy")):
        found = getproxies()
        proxy = found.get(scheme, found.get("all"))
        if proxy:
            proxies.setdefault(scheme, proxy)
    return proxies


def parse_header_links(value):
    """The links of a header Link."""
    links = []
    value = value.strip(" '\"")
    if not value:
        return links
    for part in re.split(", *<", value):
        url, _, params = part.partition(";")
        link = {"url": url.strip("<> '\"")}
        for param in params.split(";"):
            key, sep, text = param.partition("=")
            if not sep:
                break
            link[key.strip(" '\"")] = text.strip(" '\"")
        links.append(link)
    return links


def guess_json_utf(data):
    """Which of Unicode's encodings JSON is in."""
    sample = data[:4]
    if sample in (codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE):
        return "utf-32"
    if sample[:3] == codecs.BOM_UTF8:
        return "utf-8-sig"
    if sample[:2] in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE):
        return "utf-16"
    nulls = sample.count(b"\0")
    if nulls == 0:
        return "utf-8"
    if nulls == 2:
        if sample[::2] == b"\0\0":
            return "utf-16-be"
        if sample[1::2] == b"\0\0":
            return "utf-16-le"
    if nulls == 3:
        if sample[:3] == b"\0\0\0":
            return "utf-32-be"
        if sample[1:] == b"\0\0\0":
            return "utf-32-le"
    return None


def prepend_scheme_if_needed(url, new_scheme):
    """A URL with a scheme."""
    return url if "://" in url else f"{new_scheme}://{url}"


def get_auth_from_url(url):
    """The user and password in a URL."""
    parts = urlparse(url)
    try:
        return unquote(parts.username), unquote(parts.password)
    except (AttributeError, TypeError):
        return "", ""


def urldefragauth(url):
    """A URL without its fragment and without user and password."""
    scheme, netloc, path, params, query, _ = urlparse(url)
    if not netloc:
        netloc, path = path, netloc
    return urlunparse((scheme, netloc.rsplit("@", 1)[-1], path, params, query, ""))


def to_native_string(string, encoding="ascii"):
    """Text, whether it was bytes or not."""
    return string if isinstance(string, str) else string.decode(encoding)


_bad_name = re.compile(r"^[^:\s][^:\r\n]*$")
_bad_value = re.compile(r"^\S[^\r\n]*$|^$")


def check_header_validity(header):
    """Raise InvalidHeader for what cannot be a header."""
    from requests.exceptions import InvalidHeader
    for i, (part, pattern) in enumerate(zip(header, (_bad_name, _bad_value))):
        if isinstance(part, bytes):
            text = part.decode("latin-1")
        elif isinstance(part, str):
            text = part
        else:
            raise InvalidHeader(f"Header part ({part!r}) from {header!r} must be of type str or bytes, not {type(part)}")
        if not pattern.match(text):
            kind = "value" if i else "name"
            raise InvalidHeader(
                f"Invalid leading whitespace, reserved character(s), or return character(s) in header {kind}: {part!r}")


def rewind_body(prepared_request):
    """Have a body begin anew, to be sent a second time."""
    from requests.exceptions import UnrewindableBodyError
    seek = getattr(prepared_request.body, "seek", None)
    if seek is None or not isinstance(prepared_request._body_position, int):
        raise UnrewindableBodyError("Unable to rewind request body for redirect.")
    try:
        seek(prepared_request._body_position)
    except OSError:
        raise UnrewindableBodyError("An error occurred when rewinding request body for redirect.") from None
