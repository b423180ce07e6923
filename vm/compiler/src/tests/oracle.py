"""Fill in what CPython says about the programs of errors.txt and the expressions of annotations.txt.

    python3.11 compiler/src/tests/oracle.py

In errors.txt a program starts after a line `====`, which this script completes: with the SyntaxError (its place as
line:offset-line:offset), or with the SyntaxWarnings and their lines, or with `ok`.  To add a program, append
`====` and the program, and run the script.  In annotations.txt each expression is followed by its text as an
annotation under `from __future__ import annotations`.
"""
import warnings
from pathlib import Path

ERRORS = Path(__file__).with_name("errors.txt")
ANNOTATIONS = Path(__file__).with_name("annotations.txt")
ARROW = "  ->  "


def verdict(source):
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        try:
            compile(source, "<test>", "exec", dont_inherit=True)
        except SyntaxError as e:
            place = f"{e.lineno}:{e.offset}-{e.end_lineno}:{e.end_offset}"
            return f"{type(e).__name__}: {e.msg} ({place})"
    found = [f"{w.category.__name__}: {w.message} ({w.lineno})" for w in caught]
    # What is compiled twice, such as a `finally` body, warns twice, and the default filter shows it once.
    return "; ".join(dict.fromkeys(found)) or "ok"


def annotation(expression):
    namespace = {}
    exec("from __future__ import annotations\nx: " + expression, namespace)
    return namespace["__annotations__"]["x"]


def main():
    programs = ERRORS.read_text().split("====")[1:]
    out = ["# Written by oracle.py: see there.\n"]
    for program in programs:
        source = program.split("\n", 1)[1]
        out.append(f"==== {verdict(source)}\n{source}")
    ERRORS.write_text("".join(out))
    expressions = [line.split(ARROW)[0] for line in ANNOTATIONS.read_text().splitlines()]
    ANNOTATIONS.write_text("".join(f"{e}{ARROW}{annotation(e)}\n" for e in expressions))


main()
