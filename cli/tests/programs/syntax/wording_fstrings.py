# Broken f-strings: the words of the message.
SOURCES = [
    "f'{'",
    "f'}'",
    "f'{}'",
    "f'{ }'",
    "f'{!r}'",
    "f'{:x}'",
    "f'{a!}'",
    "f'{a!z}'",
    "f'{a!r b}'",
    "f'{a:{b}'",
    "f'{a:{b:{c}}}'",
    "f'{a b}'",
    "f'{a +}'",
    "f'{=}'",
    "f'{a=!}'",
    "f'{\n}'",
    "f'{a",
    "f'{a}}'",
    "f'{{a}'",
    "f'{lambda a: a}'",
    "f'{*a}'",
    "f'{**a}'",
    "f'{a;b}'",
    "f'{return}'",
    "f'{a = b}'",
    "f'{a.}'",
    "f'{1a}'",
    "f\"{'a' 'b}\"",
    "f'a' b'b'",
    "f'{yield}'",
    "f'{await a}'",
    "f'{not}'",
    "f'{a if b}'",
    "f'{a!r:{'",
    "f'a' = b",
    "f'{a}' = b",
]

for source in SOURCES:
    try:
        compile(source, "<t>", "exec")
    except SyntaxError as error:
        print(repr(source), "->", error.msg)
    else:
        print(repr(source), "compiles")
