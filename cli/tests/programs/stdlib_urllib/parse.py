# URLs: taking apart, joining, quoting, queries.
from urllib.parse import *

for url in ("http://user:pw@host.example:8080/p/a;x?q=1&r=2#frag", "mailto:a@b", "//net/path", "path?x", "http://[::1]:80/", "HTTP://Host", "scheme:", "http://h?x#y", ""):
    parts = urlsplit(url)
    print(parts, parts.geturl(), parts.hostname, parts.port, parts.username)
print(urlparse("http://h/p;params?q"), urlparse(b"http://h/p"), urldefrag("http://x/#f"), urlunsplit(("http", "h", "p", "q", "f")), urlunparse(("", "", "/p", "x", "", "")))
base = "http://a/b/c/d;p?q"
print([urljoin(base, rel) for rel in ("g", "./g", "g/", "/g", "//g", "?y", "g?y", "#s", ";x", "", ".", "..", "../g", "../../g", "../../../g", "http:g", "x:y")])
print(quote("/a b/\u00e9?&=~"), quote("a/b", safe=""), quote_plus("a b+c"), unquote("%C3%A9%zz%2"), unquote_plus("a+b%20c"), unquote_to_bytes("%ff"), quote(b"\xff"), unquote("%E9", "latin-1"))
print(urlencode({"a": 1, "b": "x y", "c": [1, 2]}), urlencode([("k", [1, 2]), ("e", "\u00e9")], doseq=True), parse_qs("a=1&a=2&b=&c"), parse_qsl("a=1&b=&c=%20", keep_blank_values=True))
for bad in (lambda: urlsplit("http://[::1/"), lambda: urlsplit("http://h:99999/").port, lambda: urlsplit("http://h:x/").port, lambda: urljoin("a", b"b"), lambda: urlencode("abc"), lambda: quote(3), lambda: parse_qsl("a", strict_parsing=True), lambda: parse_qs("a=1&b=2", max_num_fields=1)):
    try:
        print(bad())
    except (ValueError, TypeError) as error:
        print(type(error).__name__, error)
