"""Look-behinds wider than the text, and nearly as wide."""
import re

wide = r'(?<=((.{%d}){%d}){%d})'
narrow = r'(?<!((.{%d}){%d}){%d})'
for text in 'x' * 50_000, 'é' * 20_000, 'é' + 'x' * 26_998:
    print(re.search(wide % (100, 100, 100), text), re.search(narrow % (30, 30, 30), text).span())
    print(bool(re.search(wide % (30, 30, 30), text)))
text = 'x' * 40 + 'é' + 'x' * 40 + '\n' + 'y' * 70
print([m.span() for m in re.finditer(r'(?<=x.{38}é)x', text)], [m.span() for m in re.finditer(r'(?<=[^\n]{65})y', text)])
print([m.start() for m in re.finditer(r'(?<![^\n]{65})y', text)][-1])
for pattern in wide, narrow:
    for sizes in (2 ** 22, 1, 1), (1, 1, 2 ** 22), (2 ** 22, 2 ** 9, 1), (2 ** 22, 2 ** 10, 1), (2 ** 22,) * 3:
        try:
            re.compile(pattern % sizes)
            print('compiled')
        except re.error as e:
            print(e)
