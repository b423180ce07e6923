# needs: gevent
# needs: requests
"""Requests that wait at the same time: the modules were imported before they were patched."""

import time

import requests

from gevent import monkey
monkey.patch_all()

import gevent
from gevent.pywsgi import WSGIServer


def application(environ, start_response):
    time.sleep(0.2)
    start_response("200 OK", [("Content-Type", "text/plain")])
    return [b"page " + environ["PATH_INFO"].strip("/").encode()]


pages = {}


def fetch(url, order):
    pages[order] = requests.get(url).text


server = WSGIServer(("127.0.0.1", 0), application, log=None)
server.start()
base = f"http://127.0.0.1:{server.server_port}"
start = time.time()
gevent.joinall([gevent.spawn(fetch, f"{base}/{n}", order=n) for n in range(8)])
elapsed = time.time() - start
for order in sorted(pages):
    print(order, pages[order])
print("one after the other:", elapsed >= 1.5)
server.stop()
