# exit: 1
import sys

print("to stdout")
sys.exit("to stderr, and the exit code is 1")
