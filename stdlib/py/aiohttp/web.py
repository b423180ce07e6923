"""The server side: applications, their routes and handlers, and what runs them."""

import asyncio
import logging
import os
import socket
import sys
import warnings
from collections.abc import Awaitable, Iterable

from . import (web_app, web_exceptions, web_fileresponse, web_log, web_middlewares, web_protocol, web_request,
               web_response, web_routedef, web_runner, web_server, web_urldispatcher, web_ws)
from .abc import AbstractAccessLogger, AbstractMatchInfo, AbstractResolver, AbstractRouter
from .helpers import ETag
from .http_websocket import WSCloseCode, WSMessage
from .log import access_logger
from .typedefs import Handler, Middleware
from .web_app import *
from .web_exceptions import *
from .web_fileresponse import *
from .web_log import AccessLogger
from .web_middlewares import *
from .web_protocol import *
from .web_request import *
from .web_response import *
from .web_routedef import *
from .web_runner import *
from .web_server import *
from .web_urldispatcher import *
from .web_ws import *

__all__ = tuple(name for module in (
    web_app, web_exceptions, web_fileresponse, web_middlewares, web_protocol, web_request, web_response, web_routedef,
    web_runner, web_server, web_urldispatcher, web_ws) for name in module.__all__) + (
    'AccessLogger', 'ETag', 'WSCloseCode', 'WSMessage', 'run_app')


async def _run_app(app, *, host, port, path, sock, ssl_context, print, backlog, reuse_address, reuse_port, **kwargs):
    if isinstance(app, Awaitable):
        app = await app
    runner = AppRunner(app, **kwargs)
    await runner.setup()
    try:
        sites = []
        common = {'ssl_context': ssl_context, 'backlog': backlog}
        port_options = common | {'reuse_address': reuse_address, 'reuse_port': reuse_port}
        if host is not None:
            for name in [host] if isinstance(host, (str, bytes)) else host:
                sites.append(TCPSite(runner, name, port, **port_options))
        elif path is None and sock is None or port is not None:
            sites.append(TCPSite(runner, port=port, **port_options))
        if path is not None:
            paths = [path] if isinstance(path, (str, bytes, os.PathLike)) else path
            sites.extend(UnixSite(runner, item, **common) for item in paths)
        if sock is not None:
            socks = sock if isinstance(sock, Iterable) else [sock]
            sites.extend(SockSite(runner, item, **common) for item in socks)
        for site in sites:
            await site.start()
        if print:
            names = sorted(str(site.name) for site in runner.sites)
            print('======== Running on {} ========\n(Press CTRL+C to quit)'.format(', '.join(names)))
        while True:
            await asyncio.sleep(3600)
    finally:
        await runner.cleanup()


def run_app(app, *, host=None, port=None, path=None, sock=None, shutdown_timeout=60.0, keepalive_timeout=75.0,
            ssl_context=None, print=print, backlog=128, access_log_class=AccessLogger,
            access_log_format=AccessLogger.LOG_FORMAT, access_log=access_logger, handle_signals=True,
            reuse_address=None, reuse_port=None, handler_cancellation=False, loop=None, **kwargs):
    """Run an application until the program is asked to end."""
    own_loop = loop is None
    if own_loop:
        loop = asyncio.new_event_loop()
    if loop.get_debug() and access_log and access_log.name == 'aiohttp.access':
        if access_log.level == logging.NOTSET:
            access_log.setLevel(logging.DEBUG)
        if not access_log.hasHandlers():
            access_log.addHandler(logging.StreamHandler())
    main = loop.create_task(_run_app(
        app, host=host, port=port, path=path, sock=sock, ssl_context=ssl_context, print=print, backlog=backlog,
        reuse_address=reuse_address, reuse_port=reuse_port, shutdown_timeout=shutdown_timeout,
        keepalive_timeout=keepalive_timeout, access_log_class=access_log_class, access_log_format=access_log_format,
        access_log=access_log, handle_signals=handle_signals, handler_cancellation=handler_cancellation, **kwargs))
    try:
        asyncio.set_event_loop(loop)
        loop.run_until_complete(main)
    except (GracefulExit, KeyboardInterrupt):
        pass
    finally:
        try:
            _cancel([main], loop)
            _cancel(asyncio.all_tasks(loop), loop)
            loop.run_until_complete(loop.shutdown_asyncgens())
        finally:
            if own_loop:
                loop.close()
            asyncio.set_event_loop(None)


def _cancel(tasks, loop):
    tasks = [task for task in tasks if not task.done()]
    if not tasks:
        return
    for task in tasks:
        task.cancel()
    loop.run_until_complete(asyncio.gather(*tasks, return_exceptions=True))
    for task in tasks:
        if not task.cancelled() and task.exception() is not None:
            loop.call_exception_handler({'message': 'unhandled exception during asyncio.run() shutdown',
                                         'exception': task.exception(), 'task': task})
