# exit: 5
import sys
import atexit

atexit.register(print, "atexit ran")
for code in (None, 0, 3, "text", -1, 256 + 7, 2.5, (), True):
    try:
        sys.exit(code)
    except SystemExit as error:
        print(repr(error), repr(error.code))
try:
    exit(4)
except SystemExit as error:
    print(error.code)
try:
    raise SystemExit
finally:
    print("finally")
    sys.exit(5)
