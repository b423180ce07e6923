"""Print the variables of every code object of the files on standard input, one object per line."""
import sys
import types
import warnings


def show(code):
    flags = code.co_flags & 0x1002FF
    lists = (code.co_varnames, code.co_cellvars, code.co_freevars)
    counts = (code.co_argcount, code.co_posonlyargcount, code.co_kwonlyargcount, flags)
    print(code.co_qualname, code.co_firstlineno, *counts, *map(",".join, lists), sep="|")
    for value in code.co_consts:
        if isinstance(value, types.CodeType):
            show(value)


warnings.simplefilter("ignore")
for line in sys.stdin:
    file = line.rstrip("\n")
    print(file)
    with open(file, encoding="utf-8") as source:
        show(compile(source.read(), file, "exec", dont_inherit=True))
