# Templates, the Formatter, constants.
import string
from string import Formatter, Template

print(string.ascii_letters, string.digits, string.hexdigits, string.punctuation, repr(string.whitespace), len(string.printable))
print(string.capwords("hello  big wORLD"), string.capwords("a-b-c", "-"))
t = Template("$who likes ${what}s for $$5")
print(t.substitute(who="tim", what="pie"), t.safe_substitute(who="x"), t.substitute({"who": 1}, what=2))
print(t.get_identifiers(), t.is_valid(), Template("$ bad").is_valid())
for bad in (lambda: t.substitute(), lambda: Template("a\nb $!").substitute()):
    try:
        bad()
    except (KeyError, ValueError) as error:
        print(type(error).__name__, error)


class Percent(Template):
    delimiter = "%"
    idpattern = "[a-z]+_[a-z]+"


print(Percent("%first_name $x %%").substitute(first_name="Ann"))
f = Formatter()
print(f.format("{} {0!r:>5} {x.real} {y[1]}" if False else "{0} {0!r:>5} {x.real} {y[1]}", "a", x=3 + 1j, y=[1, 2]))
print(f.format("{} {:{}}", 1, 2, 5), list(f.parse("a{b!r:c}d")))
for bad in ("{} {1}", "{0} {}", "{x}", "{0!z}"):
    try:
        f.format(bad, 1, 2)
    except (ValueError, KeyError) as error:
        print(type(error).__name__, error)


class Default(Formatter):
    def get_value(self, key, args, kwargs):
        return super().get_value(key, args, kwargs) if key in kwargs else f"<{key}>"

    def check_unused_args(self, used, args, kwargs):
        print("unused", sorted(set(kwargs) - used))


print(Default().format("{a} {b}", a=1, c=2))
