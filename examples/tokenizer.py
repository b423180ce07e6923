"""A tokenizer as a generator, and a calculator that pulls tokens from it."""

import re

TOKEN = re.compile(r"\s*(?:(?P<number>\d+\.?\d*)|(?P<name>[a-z]\w*)|(?P<op>\*\*|[-+*/()=]))")


def tokens(text):
    position = 0
    text = text.rstrip()
    while position < len(text):
        match = TOKEN.match(text, position)
        if match is None:
            rest = text[position:].lstrip()
            raise SyntaxError(f"unexpected {rest[0]!r} at column {len(text) - len(rest) + 1}")
        yield match.lastgroup, match[match.lastgroup]
        position = match.end()
    yield "end", ""


class Calculator:
    """Precedence climbing over one token of look-ahead."""

    LEVELS = {"+": 1, "-": 1, "*": 2, "/": 2, "**": 3}

    def __init__(self):
        self.names = {}

    def advance(self):
        self.kind, self.text = next(self.source, ("end", ""))

    def run(self, text):
        self.source = tokens(text)
        self.advance()
        value = self.expression(0)
        if self.text == "=":
            raise SyntaxError("cannot assign to an expression")
        if self.kind != "end":
            raise SyntaxError(f"unexpected {self.text!r}")
        return value

    def expression(self, level):
        left = self.atom()
        while self.LEVELS.get(self.text, -1) >= max(level, 1):
            operator = self.text
            self.advance()
            right = self.expression(self.LEVELS[operator] + (operator != "**"))
            left = self.apply(operator, left, right)
        return left

    def apply(self, operator, a, b):
        if operator == "+":
            return a + b
        if operator == "-":
            return a - b
        if operator == "*":
            return a * b
        return a / b if operator == "/" else a**b

    def atom(self):
        kind, text = self.kind, self.text
        self.advance()
        if kind == "number":
            return float(text) if "." in text else int(text)
        if kind == "name" and self.text == "=":
            self.advance()
            self.names[text] = self.expression(0)
            return self.names[text]
        if kind == "name":
            return self.names[text]
        if text == "-":
            return -self.expression(3)
        if text == "(":
            value = self.expression(0)
            self.advance()
            return value
        raise SyntaxError(f"unexpected {text or 'end'!r}")


calculator = Calculator()
for line in [
    "1 + 2 * 3",
    "(1 + 2) * 3",
    "2 ** 3 ** 2",
    "r = 2.5",
    "3 * r ** 2",
    "-r + 1",
    "8 / 2 / 2",
    "1 + $",
    "2 *",
    "q",
]:
    try:
        print(f"{line:12} = {calculator.run(line)}")
    except (SyntaxError, KeyError) as error:
        print(f"{line:12} ! {type(error).__name__}: {error}")
