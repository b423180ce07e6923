# Splitting and quoting like a shell.
import shlex

for line in ('a "b c" d', "it\\'s 'single \"q\"'", 'x=1 y="two words" # comment', "a\\ b", "", '"" \'\'', "pre'mid'post"):
    print(shlex.split(line), shlex.split(line, comments=True))
print([shlex.quote(s) for s in ("plain", "two words", "", "it's", "$HOME", "a;b")], shlex.join(["echo", "a b", "c"]))
for bad in ('"open', "end\\"):
    try:
        shlex.split(bad)
    except ValueError as error:
        print(error)
print(list(shlex.shlex("a&&b||c; d>>'e f'", punctuation_chars=True)), list(shlex.shlex("x = y+1 'q'")), shlex.split("a 'b'", posix=False))
lex = shlex.shlex("one two\nthree", posix=True)
print(lex.get_token(), lex.get_token(), lex.lineno)
lex.push_token("pushed")
print(lex.get_token(), lex.get_token(), lex.get_token(), lex.error_leader("f", 3))
