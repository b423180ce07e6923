# args: one "two three" -x --long=5 -- -
import sys

print(sys.argv[1:], len(sys.argv), sys.argv[0].endswith("arguments.py"))
