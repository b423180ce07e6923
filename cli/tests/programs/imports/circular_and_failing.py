import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "modules"))
import circular_a

print(circular_a.circular_b.circular_a is circular_a, circular_a.A)
for _ in range(2):
    try:
        import fails
    except ZeroDivisionError as error:
        print(error, "fails" in sys.modules)
try:
    import broken
except SyntaxError as error:
    print(error.msg, os.path.basename(error.filename), error.lineno, "broken" in sys.modules)
import replaces_itself
from replaces_itself import anything

print(replaces_itself.answer, replaces_itself.other, anything)
try:
    import removes_itself
except (ImportError, KeyError) as error:
    print(type(error).__name__, error)
FOR_OTHERS = "set in main"
import main_user

print(main_user.SEEN)
import __main__

print(__main__.FOR_OTHERS, __main__ is sys.modules["__main__"])
sys.modules["invented"] = "a string"
import invented

print(invented)
sys.modules["blocked"] = None
try:
    import blocked
except ImportError as error:
    print(type(error).__name__, error)
try:
    from blocked import x
except ImportError as error:
    print(error)
sys.modules["pkg"] = type(sys)("pkg")
try:
    import pkg.sub
except ImportError as error:
    print(error)
try:
    import nosuch_at_all
except ModuleNotFoundError as error:
    print(error.name, error.path, error.msg)
sys.path.insert(0, "/no/such/folder")
sys.path.append(5)
import counter

print(counter.state)
