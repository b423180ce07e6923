# Differences of texts.
import difflib

a = "one\ntwo\nthree\nfour five six\nseven\n".splitlines(True)
b = "ore\ntree\nemu\nfour  five sax\nseven\neight\n".splitlines(True)
print("".join(difflib.ndiff(a, b)), end="")
print("".join(difflib.unified_diff(a, b, "old.txt", "new.txt", n=1)), end="")
print("".join(difflib.context_diff(a, b, "old.txt", "new.txt", "then", "now")), end="")
print("".join(difflib.restore(difflib.ndiff(a, b), 2)) == "".join(b))
s = difflib.SequenceMatcher(lambda x: x == " ", "private Thread currentThread;", "private volatile Thread currentThread;")
print(round(s.ratio(), 3), s.quick_ratio(), s.get_matching_blocks(), s.find_longest_match())
for op in s.get_opcodes():
    print(*op)
print(difflib.get_close_matches("appel", ["ape", "apple", "peach", "puppy"]), difflib.get_close_matches("x", []))
print(list(difflib.diff_bytes(difflib.unified_diff, [b"a\xff"], [b"b"], b"x", b"y")))
print(list(difflib.unified_diff(a, a)), list(difflib.ndiff(["\tx  y\n"], ["\tx  z\n"])))
for bad in (lambda: difflib.get_close_matches("a", [], n=0), lambda: list(difflib.unified_diff([b"a"], ["b"])), lambda: list(difflib.restore([], 3))):
    try:
        bad()
    except (TypeError, ValueError) as error:
        print(error)
