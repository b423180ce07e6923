import sys
import traceback


def show(function):
    try:
        function()
    except BaseException:
        traceback.print_exc()
    print("-" * 20, file=sys.stderr)


def cause_without_traceback():
    raise ValueError("with cause") from KeyError("never raised")


def cause_class():
    raise ValueError from KeyError


def context_kept_with_cause():
    try:
        1 / 0
    except ZeroDivisionError:
        raise ValueError("v") from TypeError("t")


def three_deep():
    try:
        try:
            raise ValueError("one")
        except ValueError:
            raise KeyError("two")
    except KeyError as error:
        raise IndexError("three") from error


def cycle():
    error = ValueError("self")
    other = KeyError("other")
    error.__context__ = other
    other.__context__ = error
    raise error


def same_in_group():
    error = ValueError("shared")
    raise ExceptionGroup("twice", [error, error]) from error


def reraised():
    try:
        raise OSError(2, "No such file", "name.txt")
    except OSError as error:
        error.add_note("a note\nof two lines")
        raise


def reraised_elsewhere():
    try:
        raise ValueError("origin")
    except ValueError as error:
        kept = error
    raise kept


def empty_message():
    raise ValueError


def empty_string():
    raise ValueError("")


def multi_line_message():
    raise ValueError("first\nsecond\n  third")


def tuple_args():
    raise ValueError(1, "two", [3])


def key_error():
    raise KeyError("a 'quoted' key")


def bad_str():
    class Bad(Exception):
        def __str__(self):
            raise RuntimeError("no text")

    raise Bad


def qualified():
    class Local(Exception):
        pass

    raise Local("in a function")


def module_set():
    class Elsewhere(Exception):
        __module__ = "some.module"

    raise Elsewhere("moved")


def notes():
    error = ValueError("noted")
    error.add_note("first")
    error.add_note("")
    error.add_note("third")
    raise error


def bad_notes():
    error = ValueError("noted badly")
    error.__notes__ = ["fine", 5, None]
    raise error


def no_list():
    error = ValueError("not a list")
    error.__notes__ = 5
    raise error


def system_exit():
    raise SystemExit("bye")


def interrupt():
    raise KeyboardInterrupt


for function in (
    cause_without_traceback,
    cause_class,
    context_kept_with_cause,
    three_deep,
    cycle,
    same_in_group,
    reraised,
    reraised_elsewhere,
    empty_message,
    empty_string,
    multi_line_message,
    tuple_args,
    key_error,
    bad_str,
    qualified,
    module_set,
    notes,
    bad_notes,
    no_list,
    system_exit,
    interrupt,
):
    show(function)
