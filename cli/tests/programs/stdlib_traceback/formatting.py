# Tracebacks as text: marks, chains, groups, notes, summaries.
import io
import traceback


def text(lines):
    return "".join(lines).replace(__file__, "program.py")


def divide(a, b):
    return (a + 1) / (b - b)


def lookup(table):
    return table["missing"]["deeper"]


def chained():
    number = 3
    try:
        divide(1, 2)
    except ZeroDivisionError as error:
        raise ValueError("bad input") from error


def unchained():
    try:
        lookup({})
    except KeyError:
        raise RuntimeError("second\nline")


def noted():
    error = TypeError("with notes")
    error.add_note("first note")
    error.add_note("second\nnote")
    raise error


def grouped():
    errors = []
    for function in (chained, noted):
        try:
            function()
        except Exception as error:
            errors.append(error)
    raise ExceptionGroup("several", errors)


def recursive(n):
    return recursive(n - 1) if n else divide(n, n)


for function in (chained, unchained, noted, grouped, lambda: recursive(6)):
    try:
        function()
    except Exception as error:
        print(text(traceback.format_exception(error)))

try:
    chained()
except ValueError as error:
    print(text(traceback.format_exception(error, chain=False)), end="")
    print(text(traceback.format_exception_only(error)), end="")
    for frame in traceback.extract_tb(error.__traceback__):
        print(frame.name, frame.lineno, frame.line, frame.colno, frame.end_colno, len(frame), frame[2])
    print(text(traceback.format_tb(error.__traceback__, limit=-1)), end="")
    summary = traceback.TracebackException.from_exception(error, capture_locals=True)
    print(summary, summary.exc_type, summary.__cause__.exc_type, summary.__suppress_context__, len(summary.stack))
    print(summary.stack[-1].locals, text(traceback.StackSummary(summary.stack[-1:]).format()), end="")
    out = io.StringIO()
    traceback.print_exception(error, file=out, limit=1)
    print(text([out.getvalue()]), end="")

print(text(traceback.format_exception_only(SyntaxError("bad", ("f.py", 3, 5, "  x = (1\n", 3, 9)))), end="")
print(text(traceback.format_list([("a.py", 1, "f", "x = 1"), ("b.py", 2, "g", None)])), end="")
print([frame.name for frame in traceback.extract_stack()])
