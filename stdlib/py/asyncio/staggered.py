"""Attempts that begin one after the other, of which the first to succeed is taken."""

__all__ = ('staggered_race',)

from . import events, exceptions, tasks


async def staggered_race(coro_fns, delay, *, loop=None):
    """Call coroutine functions one after the other: the next one when the last has failed, or after `delay` seconds.

    The first to succeed ends the race, and the others are cancelled. Returns its result, its number, and the list of
    the exceptions of all that were called; (None, None, exceptions) if none succeeds. With `delay` None each waits
    for the one before to fail.
    """
    loop = loop or events.get_running_loop()
    errors = []
    running = {}
    waiting = list(enumerate(coro_fns))[::-1]
    try:
        while waiting or running:
            if waiting:
                number, function = waiting.pop()
                errors.append(None)
                running[loop.create_task(function())] = number
                if waiting and delay is not None:
                    done, _ = await tasks.wait(running, timeout=delay, return_when=tasks.FIRST_COMPLETED)
                else:
                    done, _ = await tasks.wait(running, return_when=tasks.FIRST_COMPLETED)
            else:
                done, _ = await tasks.wait(running, return_when=tasks.FIRST_COMPLETED)
            for task in sorted(done, key=running.get):
                number = running.pop(task)
                if task.cancelled():
                    errors[number] = exceptions.CancelledError()
                elif (exc := task.exception()) is not None:
                    if isinstance(exc, (SystemExit, KeyboardInterrupt)):
                        raise exc
                    errors[number] = exc
                else:
                    for other in running:
                        other.cancel()
                    await _ended(running, errors)
                    return task.result(), number, errors
        return None, None, errors
    finally:
        for task in running:
            task.cancel()


async def _ended(running, errors):
    """Wait for those that were cancelled, and note how they have ended."""
    if running:
        await tasks.wait(running)
    for task, number in running.items():
        errors[number] = exceptions.CancelledError() if task.cancelled() else task.exception()
    running.clear()
