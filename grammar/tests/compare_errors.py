"""Compare the first error of broken programs with CPython 3.11's.

    python3.11 compare_errors.py path/to/dump golden FILE    the programs of a golden table
    python3.11 compare_errors.py path/to/dump write FILE     renew the table's answers
    python3.11 compare_errors.py path/to/dump mutate SEED COUNT [FILE ..]
                                                             programs made by breaking good ones

`dump` is the crate's example of that name. A golden table is a sequence of programs, each followed
by a line `#-> ` with what CPython says; `cargo test` reads it, and needs no Python for that.
"""

import ast
import pathlib
import random
import re
import subprocess
import sys
import warnings

warnings.simplefilter("ignore")


def cpython(program):
    try:
        ast.parse(program)
    except SyntaxError as error:
        if len(error.args) < 2:
            return f"{type(error).__name__} 0:-1-0:-1 {error.msg}"
        place = f"{error.lineno}:{error.offset}-{error.end_lineno}:{error.end_offset}"
        return f"{type(error).__name__} {place} {error.msg}"
    except (MemoryError, RecursionError, ValueError) as error:
        return f"{type(error).__name__} {error}"
    return "ok"


def ours(dump, programs):
    run = subprocess.run(
        [dump, "--errors"], input="\0".join(programs).encode(), capture_output=True, check=True
    )
    return run.stdout.decode().split("\n")[:-1]


def report(programs, answers, limit=40):
    different = 0
    for program, answer in zip(programs, answers, strict=True):
        expected = cpython(program)
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


def read_golden(path):
    programs, answers, lines = [], [], []
    for line in pathlib.Path(path).read_text(encoding="utf-8").split("\n"):
        if line.startswith("#-> "):
            text = "\n".join(lines)
            programs.append(text.encode().decode("unicode_escape") if "\\" in text else text)
            answers.append(line[4:])
            lines = []
        else:
            lines.append(line)
    return programs, answers


def main():
    dump, command, *rest = sys.argv[1:]
    if command == "mutate":
        files = rest[2:] or sorted(pathlib.Path(__file__).parent.glob("fixtures/ok/*.py"))
        programs = mutated(int(rest[0]), int(rest[1]), files)
        return report(programs, ours(dump, programs)) > 0
    programs = pathlib.Path(rest[0]).read_text(encoding="utf-8").split("\n#->")
    raise SystemExit(f"unknown command {command}")


if __name__ == "__main__":
    sys.exit(main())
