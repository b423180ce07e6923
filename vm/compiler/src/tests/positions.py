"""Print where the instructions of the files on standard input come from: name of the code object, its first line,
kind of instruction, position; each once."""
import dis
import sys
import types
import warnings

KINDS = {
    "call": "CALL CALL_FUNCTION_EX",
    "operator": "BINARY_OP UNARY_POSITIVE UNARY_NEGATIVE UNARY_INVERT",
    "compare": "COMPARE_OP CONTAINS_OP",
    "match": "CHECK_EXC_MATCH",
    "attribute": "LOAD_ATTR LOAD_METHOD",
    "set attribute": "STORE_ATTR",
    "delete attribute": "DELETE_ATTR",
    "item": "BINARY_SUBSCR",
    "set item": "STORE_SUBSCR",
    "delete item": "DELETE_SUBSCR",
    "name": "LOAD_GLOBAL LOAD_NAME",
    "cell": "LOAD_DEREF LOAD_CLASSDEREF",
    "format": "FORMAT_VALUE",
    "iterate": "GET_ITER FOR_ITER GET_AITER GET_ANEXT GET_YIELD_FROM_ITER",
    "await": "GET_AWAITABLE SEND",
    "raise": "RAISE_VARARGS",
    "with": "BEFORE_WITH BEFORE_ASYNC_WITH WITH_EXCEPT_START",
    "import": "IMPORT_NAME IMPORT_FROM IMPORT_STAR",
}
KIND_OF = {name: kind for kind, names in KINDS.items() for name in names.split()}


def collect(code, found):
    positions = list(code.co_positions())
    for instruction in dis.get_instructions(code):
        kind = KIND_OF.get(instruction.opname)
        position = positions[instruction.offset // 2]
        if kind and None not in position:
            found.add((code.co_qualname, code.co_firstlineno, kind, ",".join(map(str, position))))
    for value in code.co_consts:
        if isinstance(value, types.CodeType):
            collect(value, found)


warnings.simplefilter("ignore")
for line in sys.stdin:
    file = line.rstrip("\n")
    print(file)
    with open(file, encoding="utf-8") as source:
        found = set()
        collect(compile(source.read(), file, "exec", dont_inherit=True), found)
    for item in found:
        print(*item, sep="|")
