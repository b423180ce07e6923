# Command lines: positionals, options, types, groups, errors.
import argparse
import sys

sys.stderr = sys.stdout


def show(parser, line):
    try:
        print(parser.parse_args(line.split()))
    except SystemExit as exit:
        print("exit", exit.code)


p = argparse.ArgumentParser(prog="tool", description="Does things.", epilog="The end.")
p.add_argument("src", help="the source")
p.add_argument("rest", nargs="*", type=int, help="numbers (default: %(default)s)")
p.add_argument("-v", "--verbose", action="count", default=0)
p.add_argument("-o", "--output", metavar="FILE", default="out", help="where to write")
p.add_argument("--level", type=int, choices=[1, 2, 3])
p.add_argument("--flag", action=argparse.BooleanOptionalAction)
p.add_argument("-D", action="append", dest="defines")
p.add_argument("--pair", nargs=2, metavar=("A", "B"))
p.add_argument("--opt", nargs="?", const="C", default="D")
p.add_argument("--version", action="version", version="%(prog)s 1.0")
p.print_help()
for line in (
    "a", "a 1 2 -vv -o x", "a --level 2 --flag --no-flag -DX -D Y", "a --pair 1 2 --opt", "a --opt=e --verb -- 5",
    "", "a --level 9", "a b", "a --pair 1", "a --nope", "a --ver 1", "a -o", "--version", "a --level=x", "a -vvo f 3", "a --flag=1",
):
    print("$", line)
    show(p, line)
g = argparse.ArgumentParser(prog="x", add_help=False)
group = g.add_mutually_exclusive_group(required=True)
group.add_argument("--red", action="store_true")
group.add_argument("--blue", action="store_const", const=7)
grp = g.add_argument_group("extra", "More options.")
grp.add_argument("-n", type=float, default="2.5")
grp.add_argument("neg", nargs="?", type=int)
g.print_usage()
for line in ("--red", "--red --blue", "", "--blue -n 3 -4"):
    show(g, line)
print(g.parse_known_args(["--red", "--other", "-n1"]))
print(argparse.Namespace(a=1, **{"b c": 2}), argparse.FileType("w"))
for bad in (
    lambda: g.add_argument("--red"), lambda: g.add_argument("a", dest="b"), lambda: g.add_argument("-q", action="no"),
    lambda: g.add_argument("-q", nargs=0), lambda: g.add_argument("-q", type="x"), lambda: group.add_argument("z"),
    lambda: g.add_argument("-q", nargs=2, metavar=("a",)),
):
    try:
        bad()
    except Exception as error:
        print(type(error).__name__, error)
