"""Signals that end a wait."""


def handle_signals():
    while True:
        call = _next_signal()
        if call is None:
            return
        handler, number, frame = call
        handler(number, frame)


def signal_and_again(function, *args):
    handle_signals()
    return function(*args)
