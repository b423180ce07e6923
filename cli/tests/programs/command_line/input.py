# stdin: Ada
# stdin: 42
# stdin: 
# stdin: last line
import sys

name = input("name? ")
age = int(input())
print([name, age, input("empty? ")])
print(sys.stdin.readline())
for _ in range(2):
    try:
        input("more? ")
    except EOFError as error:
        print(type(error).__name__, error)
print(repr(sys.stdin.read()), repr(sys.stdin.readline()))
