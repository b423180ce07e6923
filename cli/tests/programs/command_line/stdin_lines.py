# stdin: alpha
# stdin: βήτα
# stdin: 	tab
import sys

for number, line in enumerate(sys.stdin, start=1):
    print(number, repr(line))
print(sys.stdin.isatty(), sys.stdin.encoding, sys.stdin.readable(), sys.stdin.fileno())
