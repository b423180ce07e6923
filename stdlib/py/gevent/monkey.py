"""Making the standard library cooperative: its functions are replaced by those of gevent.

Where a module has been imported already its attributes are replaced, so whoever asks it from then on gets those of gevent;
what was taken out of it before stays what it is.
"""

import importlib as _importlib
import sys

__all__ = ["patch_all", "patch_builtins", "patch_dns", "patch_os", "patch_queue", "patch_select", "patch_signal",
           "patch_socket", "patch_ssl", "patch_subprocess", "patch_sys", "patch_thread", "patch_time", "get_original",
           "is_module_patched", "is_object_patched", "patch_module", "main", "MonkeyPatchWarning"]


class MonkeyPatchWarning(RuntimeWarning):
    """Said where something is patched in a way that may not work."""


# What modules had before: {module: {name: object}}.
saved = {}

_ABSENT = object()


def is_module_patched(mod_name):
    """Whether anything in a module was replaced."""
    return mod_name in saved


def is_object_patched(mod_name, item_name):
    """Whether something in a module was replaced."""
    return is_module_patched(mod_name) and item_name in saved[mod_name]


def is_anything_patched():
    """Whether anything was replaced at all."""
    return bool(saved)


def get_original(mod_name, item_name):
    """What a module had before, under a name, or a list of them under several."""
    module = _importlib.import_module(mod_name)
    before = saved.get(mod_name, {})
    if isinstance(item_name, str):
        return before[item_name] if item_name in before else getattr(module, item_name)
    return [before[name] if name in before else getattr(module, name) for name in item_name]


def patch_item(module, attr, newitem):
    """Replace something in a module, and remember what was there."""
    old = getattr(module, attr, _ABSENT)
    if old is not _ABSENT:
        saved.setdefault(module.__name__, {}).setdefault(attr, old)
    setattr(module, attr, newitem)


def remove_item(module, attr):
    """Take something out of a module, and remember what was there."""
    old = getattr(module, attr, _ABSENT)
    if old is _ABSENT:
        return
    saved.setdefault(module.__name__, {}).setdefault(attr, old)
    delattr(module, attr)


def patch_module(target_module, source_module, items=None, _warnings=None, _patch_kwargs=None, _notify_will_subscribers=True,
                 _notify_did_subscribers=True, _call_hooks=True):
    """Replace in one module what another one has under the same names."""
    if items is None:
        items = getattr(source_module, "__implements__", None)
        if items is None:
            raise AttributeError(f"{source_module!r} does not have __implements__")
    name = target_module.__name__
    if _notify_will_subscribers and _is_vetoed(_events().GeventWillPatchModuleEvent(name, source_module, target_module, items)):
        return False
    for item in items:
        patch_item(target_module, item, getattr(source_module, item))
    if _notify_did_subscribers:
        _events().notify(_events().GeventDidPatchModuleEvent(name, source_module, target_module))
    return True


def _events():
    return _importlib.import_module("gevent.events")


def _is_vetoed(event):
    """Tell of what is about to be patched; True if a subscriber does not want it."""
    try:
        _events().notify(event)
    except _events().DoNotPatch:
        return True
    return False


def _patch(name, items=None):
    source = _importlib.import_module("gevent." + name)
    target = _importlib.import_module(getattr(source, "__target__", name))
    return patch_module(target, source, items), target


def patch_time():
    """Let greenlets run while `time.sleep` sleeps."""
    _patch("time")


def patch_os():
    """Make forks and waiting for processes fit for greenlets."""
    _patch("os")


def patch_sys(stdin=True, stdout=True, stderr=True):
    """Let greenlets run while the standard streams are read and written."""
    from gevent.fileobject import FileObjectThread
    for name, wanted in (("stdin", stdin), ("stdout", stdout), ("stderr", stderr)):
        file = getattr(sys, name)
        if wanted and not isinstance(file, FileObjectThread):
            patch_item(sys, name, FileObjectThread(file, close=False))


def patch_queue():
    """Let greenlets run while a `queue.SimpleQueue` is waited for."""
    import queue
    import gevent.queue
    patch_module(queue, gevent.queue, ["SimpleQueue"])


def patch_thread(threading=True, _threading_local=True, Event=True, logging=True, existing_locks=True, _warnings=None):
    """Let greenlets stand for threads."""
    import _thread
    import threading as threading_module

    import gevent.thread
    import gevent.threading
    was_patched = is_module_patched("_thread")
    if was_patched:
        return
    main = threading_module._main_thread
    old_ident = main._ident
    if not patch_module(_thread, gevent.thread,
                        [name for name in gevent.thread.__implements__ if name not in ("exit_thread",)]):
        return
    if not threading or not patch_module(threading_module, gevent.threading):
        return
    # The sentinel of the running thread was made before; the lock is the one that all will use.
    patch_item(threading_module, "_active_limbo_lock", gevent.thread.RLock())
    sync = sys.modules.get("threading._sync")
    if sync is not None:
        setattr(sync, "RLock", gevent.thread.RLock)
        setattr(sync, "allocate_lock", gevent.thread.allocate_lock)
    from greenlet import getcurrent
    top = getcurrent()
    while top.parent is not None:
        top = top.parent
    ident = gevent.thread.get_ident(top)
    active = threading_module._active
    if active.get(old_ident) is main:
        del active[old_ident]
        main._ident = ident
        active[ident] = main
        main._tstate_lock = gevent.thread.allocate_lock()
        main._tstate_lock.acquire()
    if logging and "logging" in sys.modules:
        logging_module = sys.modules["logging"]
        if hasattr(logging_module, "_lock"):
            patch_item(logging_module, "_lock", gevent.thread.RLock())
            for reference in list(getattr(logging_module, "_handlerList", ())):
                handler = reference() if callable(reference) else reference
                if handler is not None and getattr(handler, "lock", None) is not None:
                    handler.lock = gevent.thread.RLock()


def patch_socket(dns=True, aggressive=True):
    """Let greenlets run while sockets wait."""
    from gevent import socket
    items = list(socket.__implements__)
    if dns:
        items += socket.__dns__
    _patch("socket", items)


def patch_dns():
    """Let greenlets run while names are looked up."""
    from gevent import socket
    _patch("socket", socket.__dns__)


def patch_ssl(_warnings=None, _first_time=True):
    """Let greenlets run while sockets with TLS wait."""
    _patch("ssl")


def patch_select(aggressive=True):
    """Let greenlets run while descriptors are waited for."""
    done, target = _patch("select")
    if not done:
        return
    if aggressive:
        for name in ("epoll", "kqueue", "kevent", "devpoll"):
            remove_item(target, name)
    patch_selectors(aggressive)


def patch_selectors(aggressive=True):
    """Have selectors be those of gevent."""
    done, target = _patch("selectors")
    if done and aggressive:
        for name in ("EpollSelector", "KqueueSelector", "DevpollSelector"):
            remove_item(target, name)


def patch_subprocess():
    """Let greenlets run while child processes are waited for."""
    _patch("subprocess")


def patch_builtins():
    """Nothing in `builtins` need be replaced."""


def patch_signal():
    """Nothing in `signal` need be replaced."""


def patch_contextvars():
    """Contexts are those of greenlets already."""


def patch_all(socket=True, dns=True, time=True, select=True, thread=True, os=True, ssl=True, subprocess=True, sys=False,
              aggressive=True, Event=True, builtins=True, signal=True, queue=True, contextvars=True, **kwargs):
    """Do all of it. True if something was done."""
    told = dict(socket=socket, dns=dns, time=time, select=select, thread=thread, os=os, ssl=ssl, subprocess=subprocess,
                sys=sys, aggressive=aggressive, Event=Event, builtins=builtins, signal=signal, queue=queue,
                contextvars=contextvars)
    if _is_vetoed(_events().GeventWillPatchAllEvent(told, kwargs)):
        return False
    if os:
        patch_os()
    if thread:
        patch_thread(Event=Event)
    if time:
        patch_time()
    if socket:
        patch_socket(dns=dns, aggressive=aggressive)
    if select:
        patch_select(aggressive=aggressive)
    if ssl:
        patch_ssl()
    if subprocess:
        patch_subprocess()
    if builtins:
        patch_builtins()
    if signal:
        patch_signal()
    if queue:
        patch_queue()
    if sys:
        patch_sys()
    _events().notify(_events().GeventDidPatchBuiltinModulesEvent(told, kwargs))
    _events().notify(_events().GeventDidPatchAllEvent(told, kwargs))
    return True


_PARTS = ("socket", "dns", "time", "select", "thread", "os", "ssl", "subprocess", "sys", "aggressive", "Event",
          "builtins", "signal", "queue", "contextvars")

_USAGE = """gevent.monkey - monkey patch the standard modules to use gevent.

USAGE: ``python -m gevent.monkey [MONKEY OPTIONS] [--module] (script|module) [SCRIPT OPTIONS]``

If no MONKEY OPTIONS are present, monkey patches all the modules as if by calling ``patch_all()``.
You can exclude a module with --no-<module>, e.g. --no-thread. You can
specify a module to patch with --<module>, e.g. --socket. In the latter
case only the modules specified on the command line will be patched.

Modules: """ + ", ".join(_PARTS)


def main():
    """`python -m gevent.monkey`: patch, and run a script or module."""
    args = {}
    argv = sys.argv[1:]
    verbose = False
    run_module = False
    while argv and argv[0].startswith("--"):
        option = argv[0][2:]
        if option == "verbose":
            verbose = True
        elif option == "module":
            run_module = True
        elif option in ("help", "version"):
            break
        elif option.startswith("no-") and option.replace("no-", "", 1) in _PARTS:
            args[option[3:]] = False
        elif option in _PARTS:
            args[option] = True
        else:
            sys.exit(_USAGE + "\n\n" + f"Cannot patch {option!r}")
        del argv[0]
    if not argv or argv[0] in ("-h", "--help"):
        print(_USAGE)
        return
    chosen = {name: value for name, value in args.items()}
    if any(chosen.values()):
        for name in ("socket", "dns", "time", "select", "thread", "os", "ssl", "subprocess", "sys", "builtins", "signal",
                     "queue", "contextvars"):
            chosen.setdefault(name, False)
    if verbose:
        print("gevent.monkey.patch_all(%s)" % ", ".join(f"{key}={value}" for key, value in sorted(chosen.items())))
        print("sys.version=%s" % sys.version.replace("\n", " "))
    patch_all(**chosen)
    import runpy
    sys.argv[:] = argv
    if run_module:
        runpy.run_module(argv[0], run_name="__main__", alter_sys=True)
    else:
        runpy.run_path(argv[0], run_name="__main__")


if __name__ == "__main__":
    # The module that scripts import is another one than this.
    from gevent.monkey import main
    main()
