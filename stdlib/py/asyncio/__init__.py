"""asyncio: concurrent programs of coroutines, on one event loop.

The native module `_asyncio` has what is hot: futures, tasks, handles, the loop. This package has the rest, one module
for each idea. Nothing is imported before it is used: `import asyncio` costs next to nothing, and a name or a submodule
is loaded by the first look at it.
"""

__all__ = (
    'BaseEventLoop', 'Server',
    'iscoroutinefunction', 'iscoroutine',
    'AbstractEventLoopPolicy', 'AbstractEventLoop', 'AbstractServer', 'Handle', 'TimerHandle',
    'get_event_loop_policy', 'set_event_loop_policy', 'get_event_loop', 'set_event_loop', 'new_event_loop',
    'get_child_watcher', 'set_child_watcher', '_set_running_loop', 'get_running_loop', '_get_running_loop',
    'BrokenBarrierError', 'CancelledError', 'InvalidStateError', 'TimeoutError', 'IncompleteReadError',
    'LimitOverrunError', 'SendfileNotAvailableError',
    'Future', 'wrap_future', 'isfuture',
    'Lock', 'Event', 'Condition', 'Semaphore', 'BoundedSemaphore', 'Barrier',
    'BaseProtocol', 'Protocol', 'DatagramProtocol', 'SubprocessProtocol', 'BufferedProtocol',
    'Runner', 'run',
    'Queue', 'PriorityQueue', 'LifoQueue', 'QueueFull', 'QueueEmpty',
    'StreamReader', 'StreamWriter', 'StreamReaderProtocol', 'open_connection', 'start_server',
    'open_unix_connection', 'start_unix_server',
    'create_subprocess_exec', 'create_subprocess_shell',
    'Task', 'create_task', 'FIRST_COMPLETED', 'FIRST_EXCEPTION', 'ALL_COMPLETED', 'wait', 'wait_for',
    'as_completed', 'sleep', 'gather', 'shield', 'ensure_future', 'run_coroutine_threadsafe', 'current_task',
    'all_tasks', '_register_task', '_unregister_task', '_enter_task', '_leave_task',
    'to_thread',
    'Timeout', 'timeout', 'timeout_at',
    'BaseTransport', 'ReadTransport', 'WriteTransport', 'Transport', 'DatagramTransport', 'SubprocessTransport',
    'SelectorEventLoop', 'AbstractChildWatcher', 'SafeChildWatcher', 'FastChildWatcher', 'PidfdChildWatcher',
    'MultiLoopChildWatcher', 'ThreadedChildWatcher', 'DefaultEventLoopPolicy',
)

# Where the names are. `TaskGroup` is public though CPython's `__all__` lacks it; `coroutine` is for older tutorials,
# and the call graphs come from CPython 3.14.
_NAMES_OF = {
    'base_events': 'BaseEventLoop Server',
    'coroutines': 'iscoroutinefunction iscoroutine coroutine',
    'events': 'AbstractEventLoopPolicy AbstractEventLoop AbstractServer Handle TimerHandle get_event_loop_policy '
              'set_event_loop_policy get_event_loop set_event_loop new_event_loop get_child_watcher '
              'set_child_watcher _set_running_loop get_running_loop _get_running_loop',
    'exceptions': 'BrokenBarrierError CancelledError InvalidStateError TimeoutError IncompleteReadError '
                  'LimitOverrunError SendfileNotAvailableError',
    'graph': 'capture_call_graph format_call_graph print_call_graph FrameCallGraphEntry FutureCallGraph '
             'future_add_to_awaited_by future_discard_from_awaited_by',
    'futures': 'Future wrap_future isfuture',
    'locks': 'Lock Event Condition Semaphore BoundedSemaphore Barrier',
    'protocols': 'BaseProtocol Protocol DatagramProtocol SubprocessProtocol BufferedProtocol',
    'runners': 'Runner run',
    'queues': 'Queue PriorityQueue LifoQueue QueueFull QueueEmpty',
    'streams': 'StreamReader StreamWriter StreamReaderProtocol open_connection start_server open_unix_connection '
               'start_unix_server',
    'subprocess': 'create_subprocess_exec create_subprocess_shell',
    'taskgroups': 'TaskGroup',
    'tasks': 'Task create_task FIRST_COMPLETED FIRST_EXCEPTION ALL_COMPLETED wait wait_for as_completed sleep '
             'gather shield ensure_future run_coroutine_threadsafe current_task all_tasks _register_task '
             '_unregister_task _enter_task _leave_task',
    'threads': 'to_thread',
    'timeouts': 'Timeout timeout timeout_at',
    'transports': 'BaseTransport ReadTransport WriteTransport Transport DatagramTransport SubprocessTransport',
    'unix_events': 'SelectorEventLoop AbstractChildWatcher SafeChildWatcher FastChildWatcher PidfdChildWatcher '
                   'MultiLoopChildWatcher ThreadedChildWatcher DefaultEventLoopPolicy',
}

_HOME = {name: module for module, names in _NAMES_OF.items() for name in names.split()}

# Modules that a program finds as attributes of the package without having imported them.
_SUBMODULES = frozenset(_NAMES_OF) | {
    'base_futures', 'base_subprocess', 'base_tasks', 'constants', 'format_helpers', 'log', 'mixins', 'selector_events',
    'sslproto', 'staggered', 'trsock'}


def __getattr__(name):
    home = _HOME.get(name)
    if home is None and name not in _SUBMODULES:
        raise AttributeError(f'module {__name__!r} has no attribute {name!r}')
    module = __import__(f'{__name__}.{home or name}', None, None, ('*',), 0)
    if home is None:
        return module
    value = globals()[name] = getattr(module, name)
    return value


def __dir__():
    return sorted({*globals(), *_HOME, *_SUBMODULES})
