"""What is said about an error beyond CPython's words, and in colour: only to somebody who sits at a terminal, or asks for it.

`render` takes the text of a report as CPython would print it. It never changes a word of that: it colours lines, and adds some that
begin with `help:`.
"""

import sys

from _traceback import explains

_RED = '\033[1;31m'
_MAGENTA = '\033[35m'
_CYAN = '\033[36m'
_YELLOW = '\033[33m'
_GREEN = '\033[1;32m'
_DIM = '\033[2m'
_END = '\033[0m'


def render(text, e, colored):
    """Return the report of an uncaught exception, with help, in colour if that is wanted."""
    lines = []
    if explains():
        try:
            lines = help_for(e)
        except Exception:
            # An exception whose own methods fail gets no help.
            pass
    if colored:
        text = paint(text)
    return text + ''.join(_help_line(line, colored) for line in lines)


def _help_line(line, colored):
    return f'{_GREEN}help:{_END} {line}\n' if colored else f'help: {line}\n'


def paint(text):
    """Colour the lines of a report."""
    out = []
    after_frame = False
    for line in text.split('\n'):
        body = line.lstrip(' |+-')
        margin = line[:len(line) - len(body)]
        if body.startswith('File "') and ', line ' in body:
            out.append(margin + _frame(body))
            after_frame = True
        elif body.startswith(('Traceback (most', 'Exception Group Traceback', 'During handling of', 'The above exception')):
            out.append(f'{margin}{_DIM}{body}{_END}')
            after_frame = False
        elif after_frame and body and not body.strip('^~ '):
            out.append(f'{margin}{_RED}{body}{_END}')
        elif line.startswith('    ') or body.startswith('[Previous line repeated'):
            out.append(line)
        elif body:
            name, colon, rest = body.partition(':')
            if name.replace('.', '').replace('_', '').isalnum():
                out.append(f'{margin}{_RED}{name}{_END}{colon}{rest}')
            else:
                out.append(line)
            after_frame = False
        else:
            out.append(line)
    return '\n'.join(out)


def _frame(body):
    file, _, rest = body[5:].partition(', line ')
    number, comma, place = rest.partition(', in ')
    shown = f'File {_MAGENTA}{file}{_END}, line {_CYAN}{number}{_END}'
    return f'{shown}{comma}{_YELLOW}{place}{_END}' if comma else shown


# What help there is.

def help_for(e):
    """The lines of help for an exception."""
    message = str(getattr(e, 'msg', None) or e)
    for kind, find in _HELPS:
        if isinstance(e, kind):
            lines = find(e, message)
            if lines:
                return [lines] if isinstance(lines, str) else lines
    return []


def _innermost(e):
    """The frame where an exception was raised, among those of the program."""
    tb = e.__traceback__
    found = None
    while tb is not None:
        if not tb.tb_frame.f_code.co_filename.startswith('<pausa>'):
            found = tb
        tb = tb.tb_next
    return found


def _made_at(coroutine):
    """Where a coroutine was made, as text, if that is known."""
    origin = getattr(coroutine, 'cr_origin', None)
    if origin:
        file, line, _ = origin[0]
        return f', made at {_short(file)}:{line}'
    return ''


def _short(file):
    import os
    here = os.getcwd() + '/'
    return file[len(here):] if file.startswith(here) else file


def _coroutines(e):
    """The coroutines that the frame has at hand where the exception was raised."""
    from types import CoroutineType
    tb = _innermost(e)
    if tb is None:
        return []
    return [v for v in tb.tb_frame.f_locals.values() if isinstance(v, CoroutineType)]


def _forgotten(e, message):
    target = getattr(e, 'obj', None)
    found = [target] if type(target).__name__ == 'coroutine' else _coroutines(e)
    if not found:
        return 'this is a coroutine: what the function returns comes when it is awaited; write `await` before the call'
    coroutine = found[0]
    name = coroutine.__qualname__
    return f'`{name}(...)` is a coroutine{_made_at(coroutine)}: write `await {name}(...)` to get what it returns'


def _attribute(e, message):
    if message.startswith("'coroutine' object has no attribute"):
        return _forgotten(e, message)
    if message.startswith("'async_generator' object has no attribute"):
        return 'this is an asynchronous generator: iterate over it with `async for`'
    return _removed(e)


def _type_error(e, message):
    if "'coroutine' object is not callable" in message:
        return ('a coroutine was passed where a function is wanted: leave out the call, pass `f` and not `f()`; '
                'what runs a coroutine is `asyncio.run()`, `create_task()` or `await`')
    if message.startswith('coroutines cannot be used with '):
        what = message[len('coroutines cannot be used with '):]
        return f'{what} wants a function that is no coroutine function; for a coroutine there is `asyncio.create_task(f())`'
    if "'coroutine' object" in message or "'coroutine'" in message and 'operand' in message:
        return _forgotten(e, message)
    if message.startswith("'coroutine' object") or 'not coroutine' in message or 'coroutine found' in message:
        return _forgotten(e, message)
    if "can't be used in 'await' expression" in message:
        kind = message.split("object ", 1)[-1].split(" can't", 1)[0]
        if kind == 'generator':
            return 'a generator is not awaited: iterate over it with `for`, or make its function `async def`'
        if kind in ('function', 'method', 'builtin_function_or_method'):
            return 'this is the function itself: call it, `await f()`'
        return (f'what stands after `await` is of type {kind} and cannot be awaited: the function called is perhaps '
                'not an `async def`, then leave out the `await`')
    if message.startswith("'async for' requires an object with __aiter__ method, got "):
        kind = message.rpartition(' ')[2]
        if kind == 'coroutine':
            return 'await the coroutine first: `async for x in await f()`'
        return f'a {kind} is iterated over with `for`, without `async`'
    if "'async_generator' object is not iterable" in message:
        return 'an asynchronous generator is iterated over with `async for`, inside an `async def`'
    if 'asynchronous context manager protocol' in message:
        return 'this is an ordinary context manager: write `with`, without `async`'
    if 'context manager protocol' in message and _has_async_enter(e, message):
        return 'this is an asynchronous context manager: write `async with`, inside an `async def`'
    if message.startswith('An asyncio.Future, a coroutine or an awaitable is required') or \
            message.startswith('a coroutine was expected, got <function'):
        return 'what is wanted is a coroutine: call the function, `f()`, and pass what that returns'
    if "unexpected keyword argument 'loop'" in message or 'parameter was removed from' in message:
        return 'the `loop` argument is gone since Python 3.10: the running loop is used, leave the argument out'
    return None


def _has_async_enter(e, message):
    tb = _innermost(e)
    kind = message.split("'")[1] if "'" in message else ''
    return tb is not None and any(
        type(v).__name__ == kind and hasattr(type(v), '__aenter__')
        for v in [*tb.tb_frame.f_locals.values(), *tb.tb_frame.f_globals.values()]) or kind in (
        'Lock', 'Semaphore', 'Condition', 'BoundedSemaphore', 'TaskGroup', 'Timeout')


def _value_error(e, message):
    if message.startswith('a coroutine was expected, got '):
        rest = message[len('a coroutine was expected, got '):]
        if rest.startswith('<function ') or rest.startswith('<bound method '):
            name = rest.split(' ')[1 if rest.startswith('<function') else 2]
            return f'what is wanted is a coroutine: call the function, `asyncio.run({name}())`'
        if rest.startswith(('None', "'", '"', '[', '{')) or rest[:1].isdigit():
            return 'the function that was called is not an `async def`: it has run already, and there is nothing left to run'
        if rest.startswith(('<Task', '<Future', '<_Gathering')):
            return 'tasks and futures belong to a loop that runs: await this inside of the main coroutine'
    return None


def _runtime_error(e, message):
    if message.startswith(('asyncio.run() cannot be called from a running', 'Runner.run() cannot be called from a running',
                           'This event loop is already running', 'Cannot run the event loop while another')):
        return 'a loop is running here already: write `await main()` instead'
    if message == 'no running event loop':
        return 'this works only while a loop runs: do it inside of a coroutine that `asyncio.run()` runs'
    if message.startswith('There is no current event loop'):
        return 'start with `asyncio.run(main())`, which makes a loop, and use `asyncio.get_running_loop()` inside of `main`'
    if message == 'cannot reuse already awaited coroutine':
        return 'a coroutine runs once: call the function again for another, or keep what the first one returned'
    if message == 'coroutine is being awaited already':
        return 'two tasks await the same coroutine: make a task of it, `t = asyncio.create_task(f())`, and await that twice'
    if message == "await wasn't used with future":
        return 'a future was yielded from and not awaited: write `await`'
    if message == 'Event loop is closed':
        return 'the loop that this belongs to has ended: what uses it has to be closed before, inside of the main coroutine'
    if 'attached to a different loop' in message:
        return ('it was made while another loop ran: make it inside of the coroutine that uses it, '
                'and use one `asyncio.run()` for the whole program')
    if message.startswith('deadlock:'):
        return 'all wait for each other, and nothing will ever wake them'
    return None


def _syntax_error(e, message):
    if message in ("'await' outside function", "'await' outside async function"):
        if message == "'await' outside function":
            return ('`await` works inside of an `async def`: put this into `async def main():` and run `asyncio.run(main())`',
                    'at the prompt of Pausa it works as it stands')
        return 'make the function around it an `async def`, and await it where it is called'
    if message in ("'async for' outside async function", "'async with' outside async function",
                   'asynchronous comprehension outside of an asynchronous function'):
        return 'make the function around it an `async def`, and await it where it is called'
    if message == "'yield from' inside async function":
        return 'inside of an `async def` it is `await`, or a loop with `async for` and `yield`'
    if message == "'return' with value in async generator":
        return 'an `async def` with `yield` makes an asynchronous generator, which returns nothing: yield the value'
    if message.startswith("Missing parentheses in call to 'print'"):
        return '`print` is a function since Python 3'
    text = e.text or ''
    if message == 'invalid syntax' and ('async' in text.split() or 'async=' in text.replace(' ', '')):
        return '`async` is a keyword since Python 3.7: a name like this needs another one; `asyncio.async` is `asyncio.ensure_future`'
    return None


def _import_error(e, message):
    return _removed(e)


# What older programs use, and what it is called today.
_REMOVED = {
    ('asyncio', 'async'): '`asyncio.ensure_future`',
    ('asyncio', 'JoinableQueue'): '`asyncio.Queue`',
    ('asyncio', 'get_event_loop_policy_'): '`asyncio.get_event_loop_policy`',
    ('Task', 'all_tasks'): '`asyncio.all_tasks()`',
    ('Task', 'current_task'): '`asyncio.current_task()`',
    ('collections', 'Mapping'): '`collections.abc.Mapping`',
    ('collections', 'MutableMapping'): '`collections.abc.MutableMapping`',
    ('collections', 'Sequence'): '`collections.abc.Sequence`',
    ('collections', 'Iterable'): '`collections.abc.Iterable`',
    ('collections', 'Iterator'): '`collections.abc.Iterator`',
    ('collections', 'Callable'): '`collections.abc.Callable`',
    ('collections', 'Hashable'): '`collections.abc.Hashable`',
    ('inspect', 'getargspec'): '`inspect.getfullargspec` or `inspect.signature`',
    ('time', 'clock'): '`time.perf_counter` or `time.process_time`',
    ('string', 'letters'): '`string.ascii_letters`',
    ('string', 'maketrans'): '`str.maketrans`',
    ('os', 'getcwdu'): '`os.getcwd`',
    ('math', 'gcd_'): '`math.gcd`',
    ('fractions', 'gcd'): '`math.gcd`',
    ('Thread', 'isAlive'): '`is_alive()`',
    ('dict', 'has_key'): '`key in d`',
    ('dict', 'iteritems'): '`items()`',
    ('dict', 'iterkeys'): '`keys()`',
    ('dict', 'itervalues'): '`values()`',
    ('ElementTree', 'getchildren'): '`list(element)`',
    ('generator', 'next'): '`next(g)`',
    ('base64', 'encodestring'): '`base64.encodebytes`',
    ('base64', 'decodestring'): '`base64.decodebytes`',
    ('array', 'tostring'): '`tobytes()`',
    ('platform', 'linux_distribution'): '`platform.freedesktop_os_release`',
    ('gettext', 'lgettext'): '`gettext.gettext`',
}


def _removed(e):
    name = getattr(e, 'name', None)
    if isinstance(e, ModuleNotFoundError):
        modules = {'Queue': 'queue', 'ConfigParser': 'configparser', 'StringIO': 'io.StringIO', 'urllib2': 'urllib.request',
                   'cPickle': 'pickle', 'Tkinter': 'tkinter', 'commands': 'subprocess', 'httplib': 'http.client',
                   'SocketServer': 'socketserver', 'thread': '_thread', 'HTMLParser': 'html.parser', '__builtin__': 'builtins'}
        if name in modules:
            return f'the module `{name}` of Python 2 is `{modules[name]}` today'
        return None
    if isinstance(e, ImportError):
        message = str(e)
        parts = message.split("'")
        owner, name = (parts[3], parts[1]) if len(parts) > 3 else (None, None)
    else:
        target = e.obj
        owner = target.__name__ if isinstance(target, type) or type(target).__name__ == 'module' else type(target).__name__
    found = _REMOVED.get((owner, name))
    return f'`{owner}.{name}` is no longer there: it is {found} today' if found else None


def _name_error(e, message):
    modern = {'raw_input': 'input', 'unicode': 'str', 'xrange': 'range', 'basestring': 'str', 'long': 'int', 'unichr': 'chr',
              'reduce': 'functools.reduce', 'reload': 'importlib.reload', 'execfile': 'exec(open(...).read())', 'cmp': 'a key function'}
    name = e.name
    if name in modern:
        return f'`{name}` of Python 2 is `{modern[name]}` today'
    tb = e.__traceback__
    if isinstance(name, str) and name in sys.stdlib_module_names:
        return f'there is a module of that name: `import {name}`'
    return None


_HELPS = [
    (SyntaxError, _syntax_error),
    (AttributeError, _attribute),
    (NameError, _name_error),
    (TypeError, _type_error),
    (ValueError, _value_error),
    (RuntimeError, _runtime_error),
    (ImportError, _import_error),
]


# Beside exceptions.

def never_awaited(source, colored):
    """Help for the warning about a coroutine, or for its text if that is all there is, that was dropped before it ran."""
    name = str(source).split("'")[1] if isinstance(source, Warning) else source.__qualname__
    return _help_line(f'write `await {name}(...)`, or `asyncio.create_task({name}(...))` to let it run beside', colored)


def swallowed(task, colored):
    """Help for a task that was cancelled and went on to its end."""
    name = getattr(task.get_coro(), '__qualname__', task.get_name())
    return _help_line(f'the task of `{name}` was cancelled and ended as if it was not: what catches `asyncio.CancelledError` '
                      'has to raise it again', colored)


def blocking(colored):
    """Help for a step or a callback that kept an event loop from going on."""
    return _help_line('nothing else in the loop went on meanwhile: await what waits (`await asyncio.sleep(...)`), '
                      'and let `await asyncio.to_thread(f)` run what works or blocks', colored)


def lost_exception(context, colored):
    """Help for what an event loop reports because nobody else did."""
    message = context.get('message', '')
    if message == 'Task exception was never retrieved':
        line = 'nobody awaited the task: await it, or run it in an `asyncio.TaskGroup`, which raises what its tasks raise'
    elif message == 'Future exception was never retrieved':
        line = 'nobody awaited the future: await it, or ask for its `exception()`'
    elif message == 'Task was destroyed but it is pending!':
        line = 'keep the task that `create_task()` returns as long as it is to run: the loop does not'
    else:
        return ''
    return _help_line(line, colored)
