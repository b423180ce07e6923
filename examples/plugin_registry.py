"""Plugins that register themselves: by decorator, by subclassing, and by annotation."""

import inspect

COMMANDS = {}


def command(name=None, *, aliases=()):
    """Register a function under its own name, or another, and under any aliases."""

    def register(function):
        for key in (name or function.__name__, *aliases):
            COMMANDS[key] = function
        return function

    return register


class Format:
    """Subclasses register by existing."""

    kinds = {}

    def __init_subclass__(cls, /, suffix, **options):
        super().__init_subclass__(**options)
        Format.kinds[suffix] = cls

    def render(self, table):
        raise NotImplementedError


class CSV(Format, suffix="csv"):
    def render(self, table):
        return "\n".join(",".join(map(str, row)) for row in table)


class Markdown(Format, suffix="md"):
    def render(self, table):
        header, *rows = [f"| {' | '.join(map(str, row))} |" for row in table]
        return "\n".join([header, "|" + "---|" * len(table[0]), *rows])


@command(aliases=["add", "+"])
def plus(a: int, b: int = 1):
    "Add two numbers."
    return a + b


@command("shout")
def to_upper(*words: str):
    "Say it loud."
    return " ".join(words).upper() + "!"


@command()
def squares(limit: int, *, style: str = "csv"):
    "A table of squares."
    return Format.kinds[style]().render(
        [("n", "n * n")] + [(n, n * n) for n in range(1, limit + 1)]
    )


def call(line):
    """Arguments are converted by the annotations of the parameters."""
    name, *words = line.split()
    function = COMMANDS[name]
    parameters = list(inspect.signature(function).parameters.values())
    positional, named = [], {}
    for word in words:
        if "=" in word:
            key, _, word = word.partition("=")
            named[key] = function.__annotations__[key](word)
        else:
            parameter = parameters[min(len(positional), len(parameters) - 1)]
            positional.append(parameter.annotation(word))
    return function(*positional, **named)


for name, function in COMMANDS.items():
    print(f"{name:8} {function.__doc__:22} {inspect.signature(function)}")
for line in [
    "plus 40 2",
    "+ 41",
    "shout hello there",
    "squares 3",
    "squares 2 style=md",
    "nosuch",
    "plus x",
]:
    try:
        print(f"> {line}", call(line), sep="\n")
    except (KeyError, ValueError) as error:
        print(f"{type(error).__name__}: {error}")
