# Shell patterns.
import fnmatch

names = ["a.py", "b.txt", "ab.py", ".hidden", "[x].py", "A.PY", "a-b"]
for pattern in ("*.py", "?.*", "[ab]*", "[!a]*", "[[]x[]].py", "*", "a[-]b", "[a-c].py", "**.py", "x", "[z-a]*", "[]a]*"):
    print(pattern, fnmatch.filter(names, pattern), fnmatch.fnmatchcase("a.py", pattern), repr(fnmatch.translate(pattern)))
print(fnmatch.fnmatch("a.py", "A.py"), fnmatch.fnmatch(b"ab", b"a?"))
