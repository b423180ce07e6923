"""A framework for line-oriented command interpreters."""

import string
import sys

__all__ = ["Cmd"]

PROMPT = "(Cmd) "
IDENTCHARS = string.ascii_letters + string.digits + "_"


class Cmd:
    """Calls `do_NAME(rest)` for each line that begins with a name."""

    prompt = PROMPT
    identchars = IDENTCHARS
    ruler = "="
    lastcmd = ""
    intro = None
    doc_leader = ""
    doc_header = "Documented commands (type help <topic>):"
    misc_header = "Miscellaneous help topics:"
    undoc_header = "Undocumented commands:"
    nohelp = "*** No help on %s"
    use_rawinput = 1

    def __init__(self, completekey="tab", stdin=None, stdout=None):
        self.stdin = sys.stdin if stdin is None else stdin
        self.stdout = sys.stdout if stdout is None else stdout
        self.cmdqueue = []
        self.completekey = completekey

    def cmdloop(self, intro=None):
        """Read lines and run their commands, until one returns something true."""
        self.preloop()
        readline = self._install_completer()
        try:
            if intro is not None:
                self.intro = intro
            if self.intro:
                self.stdout.write(str(self.intro) + "\n")
            stop = None
            while not stop:
                line = self.cmdqueue.pop(0) if self.cmdqueue else self._read_line()
                line = self.precmd(line)
                stop = self.onecmd(line)
                stop = self.postcmd(stop, line)
            self.postloop()
        finally:
            if readline is not None:
                readline.set_completer(self.old_completer)

    def _install_completer(self):
        """Let the line editor complete commands, if there is one; returns its module."""
        if not (self.use_rawinput and self.completekey):
            return None
        try:
            import readline
        except ImportError:
            return None
        self.old_completer = readline.get_completer()
        readline.set_completer(self.complete)
        readline.parse_and_bind(self.completekey + ": complete")
        return readline

    def _read_line(self):
        """Read a line; the end of the input reads as "EOF"."""
        if self.use_rawinput:
            try:
                return input(self.prompt)
            except EOFError:
                return "EOF"
        self.stdout.write(self.prompt)
        self.stdout.flush()
        line = self.stdin.readline()
        return line.rstrip("\r\n") if line else "EOF"

    def precmd(self, line):
        """Called before a line is interpreted; returns the line to interpret."""
        return line

    def postcmd(self, stop, line):
        """Called after a line was interpreted; returns whether to stop."""
        return stop

    def preloop(self):
        """Called once, before the first line."""

    def postloop(self):
        """Called once, after the last line."""

    def parseline(self, line):
        """Split a line into (command, arguments, line); `?` is help and `!` the shell."""
        line = line.strip()
        if not line:
            return None, None, line
        if line[0] == "?":
            line = "help " + line[1:]
        elif line[0] == "!":
            if not hasattr(self, "do_shell"):
                return None, None, line
            line = "shell " + line[1:]
        end = 0
        while end < len(line) and line[end] in self.identchars:
            end += 1
        return line[:end], line[end:].strip(), line

    def onecmd(self, line):
        """Interpret one line; returns whether to stop."""
        cmd, arg, line = self.parseline(line)
        if not line:
            return self.emptyline()
        if cmd is None:
            return self.default(line)
        self.lastcmd = "" if line == "EOF" else line
        if cmd == "":
            return self.default(line)
        function = getattr(self, "do_" + cmd, None)
        if function is None:
            return self.default(line)
        return function(arg)

    def emptyline(self):
        """Called for an empty line: repeats the last command."""
        if self.lastcmd:
            return self.onecmd(self.lastcmd)

    def default(self, line):
        """Called for a line that is no known command."""
        self.stdout.write(f"*** Unknown syntax: {line}\n")

    # Completion.

    def completedefault(self, *ignored):
        """Complete the arguments of commands that do not do it themselves."""
        return []

    def completenames(self, text, *ignored):
        """Complete a command's name."""
        wanted = "do_" + text
        return [name[3:] for name in self.get_names() if name.startswith(wanted)]

    def complete(self, text, state):
        """Return the completion number `state`, as the line editor wants it."""
        if state == 0:
            import readline

            whole = readline.get_line_buffer()
            line = whole.lstrip()
            stripped = len(whole) - len(line)
            begin = readline.get_begidx() - stripped
            end = readline.get_endidx() - stripped
            self.completion_matches = self._completer(line, begin)(text, line, begin, end)
        try:
            return self.completion_matches[state]
        except IndexError:
            return None

    def _completer(self, line, begin):
        """Choose what completes at a position of a line."""
        if begin <= 0:
            return self.completenames
        cmd, _, _ = self.parseline(line)
        if not cmd:
            return self.completedefault
        return getattr(self, "complete_" + cmd, self.completedefault)

    def get_names(self):
        """List the attributes of the class, inherited ones included."""
        return dir(self.__class__)

    def complete_help(self, *args):
        """Complete the topics of help."""
        commands = set(self.completenames(*args))
        topics = {name[5:] for name in self.get_names() if name.startswith("help_" + args[0])}
        return list(commands | topics)

    # Help.

    def do_help(self, arg):
        'List available commands with "help" or detailed help with "help cmd".'
        if arg:
            self._help_on(arg)
        else:
            self._help_overview()

    def _help_on(self, arg):
        """Show the help on one topic: its `help_` method, or its docstring."""
        function = getattr(self, "help_" + arg, None)
        if function is not None:
            function()
            return
        doc = getattr(getattr(self, "do_" + arg, None), "__doc__", None)
        text = str(doc) if doc else str(self.nohelp % (arg,))
        self.stdout.write(f"{text}\n")

    def _help_overview(self):
        """List all commands and topics."""
        names = self.get_names()
        topics = {name[5:] for name in names if name.startswith("help_")}
        documented, undocumented = [], []
        for name in sorted(set(names)):
            if not name.startswith("do_"):
                continue
            command = name[3:]
            if command in topics:
                documented.append(command)
                topics.discard(command)
            elif getattr(self, name).__doc__:
                documented.append(command)
            else:
                undocumented.append(command)
        self.stdout.write(f"{self.doc_leader}\n")
        self.print_topics(self.doc_header, documented, 15, 80)
        self.print_topics(self.misc_header, sorted(topics), 15, 80)
        self.print_topics(self.undoc_header, undocumented, 15, 80)

    def print_topics(self, header, cmds, cmdlen, maxcol):
        """Print a list of names under a header."""
        if cmds:
            self.stdout.write(f"{header}\n")
            if self.ruler:
                self.stdout.write(f"{self.ruler * len(header)}\n")
            self.columnize(cmds, maxcol - 1)
            self.stdout.write("\n")

    def columnize(self, list, displaywidth=80):
        """Print a list in as many columns as fit, read from top to bottom."""
        if not list:
            self.stdout.write("<empty>\n")
            return
        wrong = [index for index, item in enumerate(list) if not isinstance(item, str)]
        if wrong:
            raise TypeError(f"list[i] not a string for i in {', '.join(map(str, wrong))}")
        if len(list) == 1:
            self.stdout.write(f"{list[0]}\n")
            return
        rows, widths = _layout(list, displaywidth)
        for row in range(rows):
            texts = list[row::rows]
            while texts and not texts[-1]:
                del texts[-1]
            padded = [text.ljust(width) for text, width in zip(texts, widths)]
            self.stdout.write("  ".join(padded) + "\n")


def _layout(items, displaywidth):
    """Find the least number of rows with which the columns fit; returns it and their widths."""
    for rows in range(1, len(items)):
        widths = [
            max(map(len, items[start : start + rows])) for start in range(0, len(items), rows)
        ]
        if sum(widths) + 2 * (len(widths) - 1) <= displaywidth:
            return rows, widths
    return len(items), [0]
