"""A server for the files of a folder, robots.txt, and the types of files."""
import http.server
import mimetypes
import os
import tempfile
import threading
import urllib.error
import urllib.request
import urllib.robotparser
from functools import partial
from http import HTTPMethod, HTTPStatus


class Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *args):
        pass


opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
urllib.request.install_opener(opener)
with tempfile.TemporaryDirectory() as folder:
    os.mkdir(os.path.join(folder, "sub"))
    for name, content in {"a.txt": b"text", "b.html": b"<p>", "sub/index.html": b"index", "data.gz": b"\x1f\x8b", "x y.json": b"{}",
                          "robots.txt": b"User-agent: bad\nDisallow: /\n\nUser-agent: *\nDisallow: /private\n"}.items():
        with open(os.path.join(folder, name), "wb") as f:
            f.write(content)
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=folder))
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    base = f"http://127.0.0.1:{server.server_port}"
    for path in ("/a.txt", "/b.html?x", "/sub", "/sub/", "/x%20y.json", "/data.gz", "/none", "/../../etc/passwd", "/a.txt/"):
        try:
            r = urllib.request.urlopen(base + path)
            print(path, r.status, r.headers["Content-Type"], r.geturl().replace(base, ""), r.read())
        except urllib.error.HTTPError as e:
            print(path, e.code, e.reason)
    print(urllib.request.urlopen(base + "/").read().decode())
    r = urllib.request.urlopen(base + "/a.txt")
    try:
        urllib.request.urlopen(urllib.request.Request(base + "/a.txt", headers={"If-Modified-Since": r.headers["Last-Modified"]}))
    except urllib.error.HTTPError as e:
        print(e.code)
    robots = urllib.robotparser.RobotFileParser(base + "/robots.txt")
    robots.read()
    print(robots.can_fetch("bad", base + "/"), robots.can_fetch("good", base + "/"), robots.can_fetch("good", base + "/private/x"))
    print(robots)
    server.shutdown()
    thread.join()
    server.server_close()

robots = urllib.robotparser.RobotFileParser()
robots.parse("""User-agent: slow
Crawl-delay: 5
Request-rate: 3/15
Allow: /a/b
Disallow: /a
Sitemap: http://x/map.xml
""".splitlines())
print(robots.crawl_delay("slow"), robots.request_rate("slow"), robots.crawl_delay("other"), robots.site_maps())
print(robots.can_fetch("slow/1.0", "/a/b/c"), robots.can_fetch("slow", "/a/x"), robots.can_fetch("other", "/a/x"))

for url in ("a.txt", "a.html", "x.tar.gz", "y.tgz", "data:text/html,hi", "http://x/y.jpg", "f.unknown", "z.JSON", "p/q.svgz"):
    print(url, mimetypes.guess_type(url))
print(mimetypes.guess_extension("text/html") in (".html", ".htm"), mimetypes.guess_extension("no/type"))
mimetypes.add_type("x/y", ".xy")
print(mimetypes.guess_type("a.xy"))
print(HTTPStatus(404), HTTPStatus.NOT_FOUND.phrase, repr(HTTPStatus.OK), HTTPStatus.OK == 200, HTTPStatus.GONE.description)
print(HTTPMethod.GET, repr(HTTPMethod.PATCH), HTTPMethod("POST").description, len(HTTPStatus), len(HTTPMethod))
