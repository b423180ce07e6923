"""Splitting of text into words as a Unix shell does it, and quoting of words for a shell."""

__all__ = ["shlex", "split", "quote", "join"]

import sys


class shlex:
    """A lexer for shell-like languages; its attributes say which characters mean what.

    `state` is None at the end of the input, " " between tokens, and otherwise
    says what kind of token is being read: "a" a word, "c" punctuation, a
    quote, or an escape character.
    """

    def __init__(self, instream=None, infile=None, posix=False, punctuation_chars=False):
        from collections import deque

        if isinstance(instream, str):
            from io import StringIO

            instream = StringIO(instream)
        if instream is not None:
            self.instream = instream
            self.infile = infile
        else:
            self.instream = sys.stdin
            self.infile = None
        self.posix = posix
        self.eof = None if posix else ""
        self.commenters = "#"
        self.wordchars = "abcdfeghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_"
        if posix:
            self.wordchars += "ßàáâãäåæçèéêëìíîïðñòóôõöøùúûüýþÿÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÐÑÒÓÔÕÖØÙÚÛÜÝÞ"
        self.whitespace = " \t\r\n"
        self.whitespace_split = False
        self.quotes = "'\""
        self.escape = "\\"
        self.escapedquotes = '"'
        self.state = " "
        self.pushback = deque()
        self.lineno = 1
        self.debug = 0
        self.token = ""
        self.filestack = deque()
        self.source = None
        if not punctuation_chars:
            punctuation_chars = ""
        elif punctuation_chars is True:
            punctuation_chars = "();<>|&"
        self._punctuation_chars = punctuation_chars
        if punctuation_chars:
            # Characters read too far, which belong to the next token.
            self._pushback_chars = deque()
            # Without them, paths and options would fall to pieces.
            self.wordchars += "~-./*?="
            self.wordchars = self.wordchars.translate(
                dict.fromkeys(map(ord, punctuation_chars))
            )

    @property
    def punctuation_chars(self):
        """The characters whose runs are tokens of their own."""
        return self._punctuation_chars

    def push_token(self, tok):
        """Put a token back, to be the next one."""
        if self.debug >= 1:
            print("shlex: pushing token " + repr(tok))
        self.pushback.appendleft(tok)

    def push_source(self, newstream, newfile=None):
        """Read from another stream, and come back to the current one after it."""
        if isinstance(newstream, str):
            from io import StringIO

            newstream = StringIO(newstream)
        self.filestack.appendleft((self.infile, self.instream, self.lineno))
        self.infile = newfile
        self.instream = newstream
        self.lineno = 1
        if self.debug:
            if newfile is not None:
                print(f"shlex: pushing to file {self.infile}")
            else:
                print(f"shlex: pushing to stream {self.instream}")

    def pop_source(self):
        """Go back to the stream before."""
        self.instream.close()
        self.infile, self.instream, self.lineno = self.filestack.popleft()
        if self.debug:
            print(f"shlex: popping to {self.instream}, line {self.lineno}")
        self.state = " "

    def get_token(self):
        """Return the next token, or `eof` at the end; follows inclusions of other files."""
        if self.pushback:
            token = self.pushback.popleft()
            if self.debug >= 1:
                print("shlex: popping token " + repr(token))
            return token
        raw = self.read_token()
        if self.source is not None:
            while raw == self.source:
                spec = self.sourcehook(self.read_token())
                if spec:
                    newfile, newstream = spec
                    self.push_source(newstream, newfile)
                raw = self.get_token()
        while raw == self.eof:
            if not self.filestack:
                return self.eof
            self.pop_source()
            raw = self.get_token()
        if self.debug >= 1:
            print("shlex: token=" + (repr(raw) if raw != self.eof else "EOF"))
        return raw

    def read_token(self):
        """Return the next token, without regard to tokens put back and inclusions."""
        reader = _TokenReader(self)
        while reader.step():
            pass
        result = self.token
        self.token = ""
        if self.posix and not reader.quoted and result == "":
            result = None
        if self.debug > 1:
            print("shlex: raw token=" + (repr(result) if result else "EOF"))
        return result

    def _next_char(self):
        if self._punctuation_chars and self._pushback_chars:
            return self._pushback_chars.pop()
        return self.instream.read(1)

    def sourcehook(self, newfile):
        """Open an included file, whose name may be quoted or relative to the including one."""
        import os.path

        if newfile[0] == '"':
            newfile = newfile[1:-1]
        if isinstance(self.infile, str) and not os.path.isabs(newfile):
            newfile = os.path.join(os.path.dirname(self.infile), newfile)
        return newfile, open(newfile, "r")

    def error_leader(self, infile=None, lineno=None):
        """Return the start of an error message, in the form that editors understand."""
        if infile is None:
            infile = self.infile
        if lineno is None:
            lineno = self.lineno
        return f'"{infile}", line {lineno}: '

    def __iter__(self):
        return self

    def __next__(self):
        token = self.get_token()
        if token == self.eof:
            raise StopIteration
        return token


class _TokenReader:
    """Reads one token, a character per step."""

    def __init__(self, lexer):
        self.lexer = lexer
        self.quoted = False
        # The state to return to after an escaped character.
        self.escaped_state = " "

    def step(self):
        """Read a character; tells whether the token is still to be continued."""
        lexer = self.lexer
        char = lexer._next_char()
        if char == "\n":
            lexer.lineno += 1
        if lexer.debug >= 3:
            print(f"shlex: in state {lexer.state!r} I see character: {char!r}")
        state = lexer.state
        if state is None:
            lexer.token = ""
            return False
        if state == " ":
            return self.between(char)
        if state in lexer.quotes:
            return self.in_quotes(char)
        if state in lexer.escape:
            return self.after_escape(char)
        return self.in_word(char)

    def finish(self, state):
        """End the token; it counts if it has text or quotes."""
        lexer = self.lexer
        lexer.state = state
        return not (lexer.token or (lexer.posix and self.quoted))

    def skip_comment(self):
        self.lexer.instream.readline()
        self.lexer.lineno += 1

    def between(self, char):
        """Between tokens: find out what begins."""
        lexer = self.lexer
        if not char:
            lexer.state = None
            return False
        if char in lexer.whitespace:
            if lexer.debug >= 2:
                print("shlex: I see whitespace in whitespace state")
            return self.finish(" ")
        if char in lexer.commenters:
            self.skip_comment()
        elif lexer.posix and char in lexer.escape:
            self.escaped_state = "a"
            lexer.state = char
        elif char in lexer.wordchars:
            lexer.token = char
            lexer.state = "a"
        elif char in lexer.punctuation_chars:
            lexer.token = char
            lexer.state = "c"
        elif char in lexer.quotes:
            if not lexer.posix:
                lexer.token = char
            lexer.state = char
        elif lexer.whitespace_split:
            lexer.token = char
            lexer.state = "a"
        else:
            lexer.token = char
            return self.finish(" ")
        return True

    def in_quotes(self, char):
        """Between quotes."""
        lexer = self.lexer
        self.quoted = True
        if not char:
            if lexer.debug >= 2:
                print("shlex: I see EOF in quotes state")
            raise ValueError("No closing quotation")
        if char == lexer.state:
            if not lexer.posix:
                lexer.token += char
                lexer.state = " "
                return False
            lexer.state = "a"
        elif lexer.posix and char in lexer.escape and lexer.state in lexer.escapedquotes:
            self.escaped_state = lexer.state
            lexer.state = char
        else:
            lexer.token += char
        return True

    def after_escape(self, char):
        """After an escape character."""
        lexer = self.lexer
        if not char:
            if lexer.debug >= 2:
                print("shlex: I see EOF in escape state")
            raise ValueError("No escaped character")
        # In quotes only the quote and the escape character can be escaped.
        if self.escaped_state in lexer.quotes and char not in (lexer.state, self.escaped_state):
            lexer.token += lexer.state
        lexer.token += char
        lexer.state = self.escaped_state
        return True

    def in_word(self, char):
        """In a word, or in a run of punctuation."""
        lexer = self.lexer
        if not char:
            lexer.state = None
            return False
        if char in lexer.whitespace:
            if lexer.debug >= 2:
                print("shlex: I see whitespace in word state")
            return self.finish(" ")
        if char in lexer.commenters:
            self.skip_comment()
            if lexer.posix:
                return self.finish(" ")
            return True
        if lexer.state == "c":
            if char in lexer.punctuation_chars:
                lexer.token += char
                return True
            if char not in lexer.whitespace:
                lexer._pushback_chars.append(char)
            lexer.state = " "
            return False
        if lexer.posix and char in lexer.quotes:
            lexer.state = char
        elif lexer.posix and char in lexer.escape:
            self.escaped_state = "a"
            lexer.state = char
        elif (
            char in lexer.wordchars
            or char in lexer.quotes
            or (lexer.whitespace_split and char not in lexer.punctuation_chars)
        ):
            lexer.token += char
        else:
            if lexer.punctuation_chars:
                lexer._pushback_chars.append(char)
            else:
                lexer.pushback.appendleft(char)
            if lexer.debug >= 2:
                print("shlex: I see punctuation in word state")
            return self.finish(" ")
        return True


def split(s, comments=False, posix=True):
    """Split a text into words, as a shell does."""
    if s is None:
        import warnings

        warnings.warn(
            "Passing None for 's' to shlex.split() is deprecated.",
            DeprecationWarning,
            stacklevel=2,
        )
    lexer = shlex(s, posix=posix)
    lexer.whitespace_split = True
    if not comments:
        lexer.commenters = ""
    return list(lexer)


def join(split_command):
    """Join words to a command line, quoted where necessary."""
    return " ".join([quote(word) for word in split_command])


_SAFE = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_@%+=:,./-")


def quote(s):
    """Quote a word for a shell, if it needs it."""
    if not s:
        return "''"
    if _SAFE.issuperset(s):
        return s
    # A single quote is put between double ones: $'b becomes '$'"'"'b'.
    return "'" + s.replace("'", "'\"'\"'") + "'"


def _print_tokens(lexer):
    while True:
        token = lexer.get_token()
        if not token:
            break
        print("Token: " + repr(token))


if __name__ == "__main__":
    if len(sys.argv) == 1:
        _print_tokens(shlex())
    else:
        with open(sys.argv[1]) as _file:
            _print_tokens(shlex(_file, sys.argv[1]))
