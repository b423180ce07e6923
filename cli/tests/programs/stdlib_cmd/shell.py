# A line-oriented command interpreter.
# stdin: hello bob
# stdin: add 1 2
# stdin:
# stdin: what
# stdin: help
# stdin: help add
# stdin: ?nothing
# stdin: !ls -l
# stdin: quit
import cmd


class Shell(cmd.Cmd):
    intro = "Welcome."
    prompt = "> "
    use_rawinput = False

    def do_hello(self, arg):
        """Say hello."""
        print("hello", arg or "world")

    def do_add(self, arg):
        """Add numbers."""
        print(sum(map(int, arg.split())))

    def do_quit(self, arg):
        return True

    def do_shell(self, arg):
        print("shell", arg)

    def help_topic(self):
        print("about the topic")

    def postcmd(self, stop, line):
        print("after", line)
        return stop


shell = Shell()
shell.cmdloop()
shell.onecmd("help topic")
shell.columnize([f"item{i}" for i in range(20)], 60)
shell.columnize([])
print(shell.parseline("cmd  arg1 arg2"), shell.completenames("h"))
