"""Tasklets and channels, as in Stackless Python.

* `_scheduler`: the ring of tasklets that take turns, one for each thread, and the run of a thread's main tasklet;
* `_tasklet`: what takes turns; `_channel`: where tasklets meet to hand over values.

Every tasklet runs in a greenlet, so it can be left anywhere.
"""

from ._channel import channel
from ._scheduler import (
    TaskletExit, get_channel_callback, get_schedule_callback, get_thread_info, getcurrent, getcurrentid, getmain,
    getruncount, set_channel_callback, set_schedule_callback)
from ._tasklet import atomic, bomb, run, schedule, schedule_remove, tasklet

__all__ = ['TaskletExit', 'atomic', 'bomb', 'channel', 'get_channel_callback', 'get_schedule_callback',
           'get_thread_info', 'getcurrent', 'getcurrentid', 'getmain', 'getruncount', 'run', 'schedule',
           'schedule_remove', 'set_channel_callback', 'set_schedule_callback', 'tasklet']

# What reads as an attribute of the module but is the state of the moment.
_moments = {'current': getcurrent, 'main': getmain, 'runcount': getruncount}


def __getattr__(name):
    if name in _moments:
        return _moments[name]()
    if name == 'threads':
        from ._scheduler import thread_ids
        return thread_ids()
    raise AttributeError(f'module {__name__!r} has no attribute {name!r}')


def enable_softswitch(flag):
    """Nothing has to be chosen: every switch leaves no native stack behind. Returns what the flag always is."""
    return True
