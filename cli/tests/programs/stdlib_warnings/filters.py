# Warnings: what is shown, recorded, ignored, raised.
import sys
import warnings

sys.stderr = sys.stdout


def old(level):
    warnings.warn("old is old", DeprecationWarning, stacklevel=level)


old(1)
old(2)
for _ in range(3):
    warnings.warn("once per line")
warnings.warn(RuntimeWarning("an instance"))
with warnings.catch_warnings(record=True) as log:
    warnings.simplefilter("always")
    old(1)
    warnings.warn("second", UserWarning)
    warnings.warn_explicit("explicit", FutureWarning, "file.py", 12)
for w in log:
    print(w.category.__name__, w.message, w.filename.rsplit("/")[-1], w.lineno)
with warnings.catch_warnings():
    warnings.simplefilter("error")
    try:
        warnings.warn("raised", SyntaxWarning)
    except SyntaxWarning as error:
        print("caught", error)
    warnings.filterwarnings("ignore", message="quiet.*")
    warnings.warn("Quietly")
    warnings.filterwarnings("once", category=ImportWarning)
    for _ in range(2):
        warnings.warn("import", ImportWarning)
print(warnings.formatwarning("msg", UserWarning, "f.py", 3, "  line = 1"), end="")
for bad in (lambda: warnings.warn("x", int), lambda: warnings.warn("x", "y"), lambda: warnings.filterwarnings("no")):
    try:
        bad()
    except (TypeError, AssertionError) as error:
        print(type(error).__name__, error)
manager = warnings.catch_warnings()
with manager:
    try:
        manager.__enter__()
    except RuntimeError as error:
        print(error)
warnings.showwarning = lambda message, category, filename, lineno, file=None, line=None: print("custom:", message)
warnings.warn("shown by the program")
