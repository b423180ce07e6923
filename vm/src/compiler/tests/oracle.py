"""Fill in what CPython says about the programs of errors.txt.

    python3.11 vm/src/compiler/tests/oracle.py

A program starts after a line `====`, which this script completes: with the SyntaxError (its place as
line:offset-line:offset), or with the SyntaxWarnings and their lines, or with `ok`.  To add a program, append
`====` and the program, and run the script.
"""
import warnings
from pathlib import Path

FILE = Path(__file__).with_name("errors.txt")


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


def main():
    programs = FILE.read_text().split("====")[1:]
    out = ["# Written by oracle.py: see there.\n"]
    for program in programs:
        source = program.split("\n", 1)[1]
        out.append(f"==== {verdict(source)}\n{source}")
    FILE.write_text("".join(out))


main()
