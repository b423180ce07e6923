# Subcommands, parents, formatters, long usage.
import argparse
import sys

sys.stderr = sys.stdout
common = argparse.ArgumentParser(add_help=False)
common.add_argument("--dry-run", action="store_true", help="do nothing")
p = argparse.ArgumentParser(prog="git", parents=[common], formatter_class=argparse.ArgumentDefaultsHelpFormatter)
p.add_argument("--depth", type=int, default=3, help="how deep")
subs = p.add_subparsers(dest="command", required=True, title="commands", metavar="CMD", help="what to do")
add = subs.add_parser("add", help="add files", aliases=["a"], parents=[common])
add.add_argument("files", nargs="+")
add.set_defaults(func=lambda ns: len(ns.files))
commit = subs.add_parser("commit", help="record changes", description="Record.")
commit.add_argument("-m", required=True, help="message")
p.print_help()
commit.print_help()
for line in ("add x y", "a --dry-run z", "commit -m hi", "", "push", "commit", "add", "--depth 5 add q --what"):
    try:
        ns = p.parse_args(line.split())
        print(sorted((k, v) for k, v in vars(ns).items() if k != "func"), ns.func(ns) if "func" in ns else None)
    except SystemExit as exit:
        print("exit", exit.code)
w = argparse.ArgumentParser(prog="a-program-with-a-long-name", formatter_class=argparse.RawDescriptionHelpFormatter, description="  kept\n    as is")
for name in ("alpha", "beta", "gamma", "delta", "epsilon", "zeta"):
    w.add_argument(f"--{name}", help=f"the {name} option, explained at some length so that it has to be wrapped somewhere")
w.add_argument("positional", nargs="+")
w.print_help()
try:
    argparse.ArgumentParser(exit_on_error=False, prog="e").parse_args(["--x"])
except (SystemExit, argparse.ArgumentError) as error:
    print(type(error).__name__)
i = argparse.ArgumentParser(prog="i")
i.add_argument("--foo")
i.add_argument("cmd")
i.add_argument("rest", nargs="*", type=int)
print(i.parse_intermixed_args("doit 1 --foo bar 2 3".split()))
