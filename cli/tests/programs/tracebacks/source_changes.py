# exit: 1
# Frames whose source is not a file, and functions whose source lines are gone.
import sys

code = compile("def f(x):\n    return g(x)\n\ndef g(x):\n    return 1 / x\n", "<made up>", "exec")
space = {}
exec(code, space)
try:
    space["f"](0)
except ZeroDivisionError as error:
    sys.excepthook(type(error), error, error.__traceback__)
try:
    eval("1 +\\\n undefined")
except NameError as error:
    sys.excepthook(type(error), error, error.__traceback__)
exec(compile("\n\n\n1 / 0", "cli/tests/programs/tracebacks/source_changes.py", "exec"))
