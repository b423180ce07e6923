"""How a session shows what an input raised."""

import sys


def show(e):
    """Show an exception, from the frame of the input on, and keep it in `sys`."""
    tb = _from_input(e.__traceback__)
    e = e.with_traceback(tb)
    sys.last_type = type(e)
    sys.last_value = e
    sys.last_traceback = tb
    sys.excepthook(type(e), e, tb)


def _from_input(tb):
    """The traceback without the frames of the session; all of it is the session's if no input is in it."""
    link = tb
    while link is not None:
        name = link.tb_frame.f_code.co_filename
        if name == '<stdin>' or name.startswith('<input-'):
            return link
        link = link.tb_next
    while tb is not None and tb.tb_frame.f_code.co_filename.startswith('<pausa>/_repl'):
        tb = tb.tb_next
    return tb
