# Tokens of Python source.
import io
import tokenize

source = '''\
# comment
def f(x, *, y=1.5e3):  # tail
    """doc
    string"""
    if x == 0x1F and y != 2j:
        return [x
                , y]

    s = rb'a\\'b' + f"{x!r:>{y}}"
\tz = x if y else ...
async def g(): await h()
x = 1_000 \\
    + 2 ; y: int = 3 @ 4 // 5 -> 6 := 7
'''.replace("\tz", "    z")
for tok in tokenize.generate_tokens(io.StringIO(source).readline):
    print(tokenize.tok_name[tok.type], tokenize.tok_name[tok.exact_type], repr(tok.string), tok.start, tok.end)
tokens = list(tokenize.tokenize(io.BytesIO(source.encode()).readline))
print(tokens[0], tokenize.untokenize(tokens).decode() == source)
print(tokenize.untokenize((t.type, t.string) for t in tokenize.generate_tokens(io.StringIO("if a:\n  b = (1,2)\n").readline)))
for head in (b"# -*- coding: latin-1 -*-\n", b"\xef\xbb\xbfx = 1\n", b"#!/bin/x\n# vim: set fileencoding=cp1252 :\n", b"x\n", b""):
    print(tokenize.detect_encoding(io.BytesIO(head).readline))
for bad in ("x = (1,\n", "'''abc\n", "if a:\n    b\n  c\n"):
    try:
        list(tokenize.generate_tokens(io.StringIO(bad).readline))
    except (tokenize.TokenError, IndentationError) as error:
        print(type(error).__name__, error.args)
try:
    tokenize.detect_encoding(io.BytesIO(b"# coding: no-such\n").readline)
except SyntaxError as error:
    print(error)
