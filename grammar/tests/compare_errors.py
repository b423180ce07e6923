"""Compare the first error of broken programs with CPython 3.11's.

    python3.11 compare_errors.py DUMP golden TABLE           the programs of a golden table, in all
                                                             three modes of `compile`
    python3.11 compare_errors.py DUMP mutate SEED COUNT [FILE ..]
                                                             programs made by breaking good ones
    python3.11 compare_errors.py write TABLE                 renew the table's answers

DUMP is the crate's example `dump`, built. A golden table has a line with a program, as a Python
string, and below it, indented, what CPython says of it. `cargo test` reads the table and so needs
no Python.
"""

import ast
import pathlib
import random
import re
import subprocess
import sys
import warnings



def cpython(program, mode="exec"):
    """The first error of a program, or its warnings."""
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        try:
            compile(program, "<unknown>", mode, flags=ast.PyCF_ONLY_AST)
        except SyntaxError as error:
            if len(error.args) < 2:
                return f"{type(error).__name__} 0:-1-0:-1 {error.msg}"
            place = f"{error.lineno}:{error.offset}-{error.end_lineno}:{error.end_offset}"
            return f"{type(error).__name__} {place} {error.msg}"
        except (MemoryError, RecursionError, ValueError) as error:
            return f"{type(error).__name__} {error}"
    caught.sort(key=lambda warning: warning.lineno)
    return "ok" + "".join(f" {warning.lineno}:{warning.message}" for warning in caught)


def ours(dump, programs, mode="exec"):
    text = "\0".join(programs).encode()
    run = subprocess.run([dump, "--errors", mode], input=text, capture_output=True, check=True)
    return run.stdout.decode().split("\n")[:-1]


def report(programs, answers, limit=90, mode="exec"):
    different = 0
    for program, answer in zip(programs, answers, strict=True):
        expected = cpython(program, mode)
        if answer != expected:
            different += 1
            if different <= limit:
                print("-" * 30)
                print(program)
                print("  ours   ", answer)
                print("  CPython", expected)
    print(f"{len(programs)} programs compared, {different} different")
    return different


TOKEN = re.compile(
    r"""[A-Za-z_]\w*|\d[\w.]*|'[^'\n]*'|"[^"\n]*"|\*\*=?|//=?|>>=?|<<=?|[-+*/%@&|^=!<>:]=|->"""
    r"""|\.\.\.|[ \t]+|\n|.""",
    re.S,
)

INSERTS = (
    "( ) [ ] { } , : ; . = == := += * ** / - -> @ not in is if else for while def class with as "
    "try except finally lambda yield await async return import from print del None True 1 'a' x "
    "match case _ f'{x}' 0777 1a $ ! \\ \n \t b'' else: try: f() x=1 *x **x"
).split(" ")


def mutate(chance, text):
    tokens = TOKEN.findall(text)
    for _ in range(chance.choice([1, 1, 1, 2])):
        if not tokens:
            break
        at = chance.randrange(len(tokens))
        kind = chance.randrange(6)
        if kind == 0:
            del tokens[at]
        elif kind == 1:
            tokens.insert(at, chance.choice(INSERTS))
        elif kind == 2:
            tokens[at] = chance.choice(INSERTS)
        elif kind == 3 and at + 1 < len(tokens):
            tokens[at], tokens[at + 1] = tokens[at + 1], tokens[at]
        elif kind == 4:
            tokens.insert(at, tokens[chance.randrange(len(tokens))])
        elif tokens[at].strip() == "" and "\n" not in tokens[at]:
            tokens[at] = tokens[at] + chance.choice([" ", "  ", "\t"])
        else:
            tokens.insert(at, " ")
    return "".join(tokens)


def pieces(chance, text):
    """A few consecutive top-level statements of a program."""
    lines = text.splitlines(keepends=True)
    try:
        body = ast.parse(text).body
    except (SyntaxError, ValueError):
        return ""
    if not body:
        return ""
    at = chance.randrange(len(body))
    chosen = body[at : at + chance.randrange(1, 4)]
    return "".join(lines[chosen[0].lineno - 1 : chosen[-1].end_lineno])[:2000]


def mutated(seed, count, files):
    chance = random.Random(seed)
    texts = [pathlib.Path(f).read_text(encoding="utf-8", errors="ignore") for f in files]
    programs = []
    while len(programs) < count:
        text = chance.choice(texts)
        if len(text) > 400:
            text = pieces(chance, text)
        program = mutate(chance, text).replace("\0", "")
        programs.append(program)
    return programs


def read_table(path):
    lines = pathlib.Path(path).read_text(encoding="utf-8").split("\n")
    return [ast.literal_eval(line) for line in lines if line[:1] in ("'", '"')]


def write_table(path, programs):
    text = pathlib.Path(path).read_text(encoding="utf-8")
    head = [line for line in text.split("\n") if line.startswith("#")]
    entries = [f"{program!r}\n    {cpython(program)}" for program in programs]
    pathlib.Path(path).write_text("\n".join(head + entries) + "\n", encoding="utf-8")


def main():
    if sys.argv[1] == "write":
        write_table(sys.argv[2], read_table(sys.argv[2]))
        return 0
    dump, command, *rest = sys.argv[1:]
    if command == "golden":
        programs = read_table(rest[0])
        modes = ("exec", "single", "eval")
        return sum(report(programs, ours(dump, programs, m), mode=m) for m in modes)
    else:
        fixtures = sorted(pathlib.Path(__file__).parent.glob("fixtures/ok/*.py"))
        files = rest[2:] or [f for f in fixtures if "reusing" not in f.name]
        programs = mutated(int(rest[0]), int(rest[1]), files)
    return 1 if report(programs, ours(dump, programs)) else 0


if __name__ == "__main__":
    sys.exit(main())
