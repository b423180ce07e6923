"""A JSON reader and pretty printer by hand, checked against the module `json`."""

import json

ESCAPES = {'"': '"', "\\": "\\", "/": "/", "b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t"}


class Reader:
    def __init__(self, text):
        self.text, self.at = text, 0

    def peek(self):
        while self.text[self.at : self.at + 1].isspace():
            self.at += 1
        return self.text[self.at : self.at + 1]

    def expect(self, mark):
        if self.peek() != mark:
            raise ValueError(f"expected {mark!r} at {self.at}, found {self.peek()!r}")
        self.at += 1

    def value(self):
        match self.peek():
            case "{":
                return dict(self.items("}", self.pair))
            case "[":
                return list(self.items("]", self.value))
            case '"':
                return "".join(self.string())
            case _:
                return self.word()

    def items(self, end, read):
        self.at += 1
        if self.peek() != end:
            yield read()
            while self.peek() == ",":
                self.at += 1
                yield read()
        self.expect(end)

    def pair(self):
        key = "".join(self.string())
        self.expect(":")
        return key, self.value()

    def string(self):
        self.expect('"')
        while (mark := self.text[self.at]) != '"':
            self.at += 1
            if mark == "\\":
                mark = self.text[self.at]
                self.at += 1
                if mark == "u":
                    mark = chr(int(self.text[self.at : self.at + 4], 16))
                    self.at += 4
                else:
                    mark = ESCAPES[mark]
            yield mark
        self.at += 1

    def word(self):
        start = self.at
        while self.at < len(self.text) and self.text[self.at] not in ",]} \n":
            self.at += 1
        word = self.text[start : self.at]
        constants = {"true": True, "false": False, "null": None}
        return (
            constants[word]
            if word in constants
            else float(word) if set(word) & set(".eE") else int(word)
        )


def pretty(value, indent=""):
    """Short values on one line, long ones spread out."""
    if not isinstance(value, (dict, list)) or len(flat := json.dumps(value)) < 48:
        return json.dumps(value) if not isinstance(value, (dict, list)) else flat
    inner = indent + "  "
    if isinstance(value, dict):
        parts = [f"{json.dumps(key)}: {pretty(item, inner)}" for key, item in value.items()]
    else:
        parts = [pretty(item, inner) for item in value]
    left, right = "{}" if isinstance(value, dict) else "[]"
    return f"{left}\n{inner}" + f",\n{inner}".join(parts) + f"\n{indent}{right}"


TEXT = r"""{"name": "Pausa \u266a", "quote": "a \"b\" \\ c\n", "numbers": [1, -2.5, 3e2, 0],
 "flags": {"on": true, "off": false, "none": null}, "empty": [[], {}],
 "matrix": [[1, 0, 0, 0, 0, 0], [0, 1, 0, 0, 0, 0], [0, 0, 1, 0, 0, 0]]}"""

data = Reader(TEXT).value()
assert data == json.loads(TEXT) == json.loads(pretty(data))
print(pretty(data))
try:
    Reader('{"a" 1}').value()
except ValueError as error:
    print("broken:", error)
