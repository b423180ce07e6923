"""Files whose size the system does not know come in pieces of any size: all of them are read."""
import pathlib

NAME = '/proc/self/smaps'
LEAST = 10_000

print(len(open(NAME, 'rb', buffering=0).read()) > LEAST, len(open(NAME, 'rb', buffering=0).readall()) > LEAST)
print(len(open(NAME, 'rb').read()) > LEAST, len(open(NAME).read()) > LEAST)
print(len(open(NAME).readlines()) > 100, len(pathlib.Path(NAME).read_text()) > LEAST)
with open(NAME, 'rb') as f:
    first = f.read(100)
    print(len(first), len(f.read()) > LEAST, f.read())
