"""The parser: matches the words of a command line with the declared arguments."""

import re
import sys

from argparse._actions import (
    ONE_OR_MORE, OPTIONAL, PARSER, REMAINDER, SUPPRESS, ZERO_OR_MORE, ArgumentError,
    ArgumentTypeError, Namespace, _AttributeHolder, _get_action_name, _UNRECOGNIZED_ARGS_ATTR,
)
from argparse._container import _ActionsContainer
from argparse._formatter import HelpFormatter

# The classes belong to the package as users see it.
__name__ = "argparse"


class ArgumentParser(_AttributeHolder, _ActionsContainer):
    """Parses command lines according to the arguments added to it."""

    def __init__(
        self,
        prog=None,
        usage=None,
        description=None,
        epilog=None,
        parents=[],
        formatter_class=HelpFormatter,
        prefix_chars="-",
        fromfile_prefix_chars=None,
        argument_default=None,
        conflict_handler="error",
        add_help=True,
        allow_abbrev=True,
        exit_on_error=True,
    ):
        super().__init__(
            description=description,
            prefix_chars=prefix_chars,
            argument_default=argument_default,
            conflict_handler=conflict_handler,
        )
        if prog is None:
            import os.path

            prog = os.path.basename(sys.argv[0])
        self.prog = prog
        self.usage = usage
        self.epilog = epilog
        self.formatter_class = formatter_class
        self.fromfile_prefix_chars = fromfile_prefix_chars
        self.add_help = add_help
        self.allow_abbrev = allow_abbrev
        self.exit_on_error = exit_on_error
        self._positionals = self.add_argument_group("positional arguments")
        self._optionals = self.add_argument_group("options")
        self._subparsers = None
        self.register("type", None, _identity)
        if add_help:
            char = "-" if "-" in prefix_chars else prefix_chars[0]
            self.add_argument(
                char + "h",
                char * 2 + "help",
                action="help",
                default=SUPPRESS,
                help="show this help message and exit",
            )
        for parent in parents:
            self._add_container_actions(parent)
            self._defaults.update(getattr(parent, "_defaults", {}))

    def _get_kwargs(self):
        names = ("prog", "usage", "description", "formatter_class", "conflict_handler", "add_help")
        return [(name, getattr(self, name)) for name in names]

    # Adding arguments.

    def add_subparsers(self, **kwargs):
        """Add an argument whose values are commands with parsers of their own."""
        if self._subparsers is not None:
            self.error("cannot have multiple subparser arguments")
        kwargs.setdefault("parser_class", type(self))
        if "title" in kwargs or "description" in kwargs:
            title = kwargs.pop("title", "subcommands")
            description = kwargs.pop("description", None)
            self._subparsers = self.add_argument_group(title, description)
        else:
            self._subparsers = self._positionals
        if kwargs.get("prog") is None:
            # The commands' usage begins with what must precede the command.
            formatter = self._get_formatter()
            positionals = self._get_positional_actions()
            formatter.add_usage(self.usage, positionals, self._mutually_exclusive_groups, "")
            kwargs["prog"] = formatter.format_help().strip()
        parsers_class = self._pop_action_class(kwargs, "parsers")
        action = parsers_class(option_strings=[], **kwargs)
        self._subparsers._add_action(action)
        return action

    def _add_action(self, action):
        group = self._optionals if action.option_strings else self._positionals
        group._add_action(action)
        return action

    def _get_optional_actions(self):
        return [action for action in self._actions if action.option_strings]

    def _get_positional_actions(self):
        return [action for action in self._actions if not action.option_strings]

    # Parsing.

    def parse_args(self, args=None, namespace=None):
        """Parse a command line; arguments that are unknown are an error."""
        namespace, unknown = self.parse_known_args(args, namespace)
        if unknown:
            self.error(f"unrecognized arguments: {' '.join(unknown)}")
        return namespace

    def parse_known_args(self, args=None, namespace=None):
        """Parse a command line; returns the namespace and the unknown arguments."""
        args = sys.argv[1:] if args is None else list(args)
        if namespace is None:
            namespace = Namespace()
        for action in self._actions:
            if action.dest is not SUPPRESS and not hasattr(namespace, action.dest):
                if action.default is not SUPPRESS:
                    setattr(namespace, action.dest, action.default)
        for dest, value in self._defaults.items():
            if not hasattr(namespace, dest):
                setattr(namespace, dest, value)
        if self.exit_on_error:
            try:
                namespace, args = self._parse_known_args(args, namespace)
            except ArgumentError as error:
                self.error(str(error))
        else:
            namespace, args = self._parse_known_args(args, namespace)
        if hasattr(namespace, _UNRECOGNIZED_ARGS_ATTR):
            args.extend(getattr(namespace, _UNRECOGNIZED_ARGS_ATTR))
            delattr(namespace, _UNRECOGNIZED_ARGS_ATTR)
        return namespace, args

    def _parse_known_args(self, arg_strings, namespace):
        if self.fromfile_prefix_chars is not None:
            arg_strings = self._read_args_from_files(arg_strings)
        run = _Run(self, arg_strings, namespace)
        extras = run.consume_all()
        run.check_required()
        return namespace, extras

    def _read_args_from_files(self, arg_strings):
        """Replace `@file` by the arguments in the file, one per line."""
        result = []
        for arg_string in arg_strings:
            if not arg_string or arg_string[0] not in self.fromfile_prefix_chars:
                result.append(arg_string)
                continue
            try:
                with open(
                    arg_string[1:],
                    encoding=sys.getfilesystemencoding(),
                    errors=sys.getfilesystemencodeerrors(),
                ) as file:
                    words = []
                    for line in file.read().splitlines():
                        words.extend(self.convert_arg_line_to_args(line))
                    result.extend(self._read_args_from_files(words))
            except OSError as error:
                self.error(str(error))
        return result

    def convert_arg_line_to_args(self, arg_line):
        """Split a line of an argument file; made to be overridden."""
        return [arg_line]

    # Matching words with arguments, as patterns: A is an argument, O an
    # option, and - stands for `--`.

    def _match_argument(self, action, arg_strings_pattern):
        """Return how many words an option takes."""
        match = re.match(self._get_nargs_pattern(action), arg_strings_pattern)
        if match is None:
            raise ArgumentError(action, _expected(action.nargs))
        return len(match.group(1))

    def _match_arguments_partial(self, actions, arg_strings_pattern):
        """Return how many words each of the positional arguments takes, for as many as match."""
        for count in range(len(actions), 0, -1):
            pattern = "".join([self._get_nargs_pattern(action) for action in actions[:count]])
            match = re.match(pattern, arg_strings_pattern)
            if match is not None:
                return [len(words) for words in match.groups()]
        return []

    def _get_nargs_pattern(self, action):
        """Return the pattern of the words that an argument takes."""
        nargs = action.nargs
        if nargs is None:
            pattern = "(-*A-*)"
        elif nargs == OPTIONAL:
            pattern = "(-*A?-*)"
        elif nargs == ZERO_OR_MORE:
            pattern = "(-*[A-]*)"
        elif nargs == ONE_OR_MORE:
            pattern = "(-*A[A-]*)"
        elif nargs == REMAINDER:
            pattern = "([-AO]*)"
        elif nargs == PARSER:
            pattern = "(-*A[-AO]*)"
        elif nargs == SUPPRESS:
            pattern = "(-*-*)"
        else:
            pattern = f"(-*{'-*'.join('A' * nargs)}-*)"
        if action.option_strings:
            # `--` ends the values of an option.
            pattern = pattern.replace("-*", "").replace("-", "")
        return pattern

    def _parse_optional(self, arg_string):
        """Return (action, option, value after `=`) for a word that is an option, else None."""
        if not arg_string or arg_string[0] not in self.prefix_chars:
            return None
        if arg_string in self._option_string_actions:
            return self._option_string_actions[arg_string], arg_string, None
        if len(arg_string) == 1:
            return None
        if "=" in arg_string:
            option_string, explicit_arg = arg_string.split("=", 1)
            if option_string in self._option_string_actions:
                return self._option_string_actions[option_string], option_string, explicit_arg
        candidates = self._get_option_tuples(arg_string)
        if len(candidates) > 1:
            matches = ", ".join([option_string for _, option_string, _ in candidates])
            self.error(f"ambiguous option: {arg_string} could match {matches}")
        if candidates:
            return candidates[0]
        if self._negative_number_matcher.match(arg_string):
            if not self._has_negative_number_optionals:
                return None
        if " " in arg_string:
            # More likely some text.
            return None
        return None, arg_string, None

    def _get_option_tuples(self, option_string):
        """List the options that a word may abbreviate."""
        chars = self.prefix_chars
        known = self._option_string_actions
        if option_string[1] in chars:
            if not self.allow_abbrev:
                return []
            prefix, equals, value = option_string.partition("=")
            explicit_arg = value if equals else None
            return [
                (action, option, explicit_arg)
                for option, action in known.items()
                if option.startswith(prefix)
            ]
        result = []
        for option, action in known.items():
            if option == option_string[:2]:
                # A short option with its value right behind it.
                result.append((action, option, option_string[2:]))
            elif option.startswith(option_string):
                result.append((action, option, None))
        return result

    # Values.

    def _get_values(self, action, arg_strings):
        """Convert the words of an argument."""
        nargs = action.nargs
        if nargs not in (PARSER, REMAINDER) and "--" in arg_strings:
            arg_strings.remove("--")
        if not arg_strings and nargs == OPTIONAL:
            value = action.const if action.option_strings else action.default
            if isinstance(value, str):
                value = self._get_value(action, value)
                self._check_value(action, value)
            return value
        if not arg_strings and nargs == ZERO_OR_MORE and not action.option_strings:
            if action.default is not None:
                value = action.default
                self._check_value(action, value)
            else:
                value = arg_strings
            return value
        if len(arg_strings) == 1 and nargs in (None, OPTIONAL):
            value = self._get_value(action, arg_strings[0])
            self._check_value(action, value)
            return value
        if nargs == SUPPRESS:
            return SUPPRESS
        values = [self._get_value(action, word) for word in arg_strings]
        if nargs == PARSER:
            self._check_value(action, values[0])
        elif nargs != REMAINDER:
            for value in values:
                self._check_value(action, value)
        return values

    def _get_value(self, action, arg_string):
        """Convert one word."""
        type_func = self._registry_get("type", action.type, action.type)
        if not callable(type_func):
            raise ArgumentError(action, f"{type_func!r} is not callable")
        try:
            return type_func(arg_string)
        except ArgumentTypeError as error:
            raise ArgumentError(action, str(error))
        except (TypeError, ValueError):
            name = getattr(action.type, "__name__", repr(action.type))
            raise ArgumentError(action, f"invalid {name} value: {arg_string!r}")

    def _check_value(self, action, value):
        """Refuse a value that is not among the choices."""
        if action.choices is not None and value not in action.choices:
            choices = ", ".join(map(repr, action.choices))
            raise ArgumentError(action, f"invalid choice: {value!r} (choose from {choices})")

    # Options and positional arguments mixed.

    def parse_intermixed_args(self, args=None, namespace=None):
        """Parse a command line in which the positional arguments may stand apart."""
        namespace, unknown = self.parse_known_intermixed_args(args, namespace)
        if unknown:
            self.error(f"unrecognized arguments: {' '.join(unknown)}")
        return namespace

    def parse_known_intermixed_args(self, args=None, namespace=None):
        """Parse first the options and then, from what is left, the positional arguments."""
        positionals = self._get_positional_actions()
        unfit = [action for action in positionals if action.nargs in (PARSER, REMAINDER)]
        if unfit:
            raise TypeError(
                f"parse_intermixed_args: positional arg with nargs={unfit[0].nargs}"
            )
        if any(
            action.dest in [positional.dest for positional in positionals]
            for group in self._mutually_exclusive_groups
            for action in group._group_actions
        ):
            raise TypeError("parse_intermixed_args: positional in mutuallyExclusiveGroup")
        usage = self.usage
        try:
            if self.usage is None:
                # The error messages of both steps shall show everything.
                self.usage = self.format_usage()[7:]
            namespace, remaining = self._parse_without_positionals(args, namespace, positionals)
            return self._parse_without_required_options(remaining, namespace)
        finally:
            self.usage = usage

    def _parse_without_positionals(self, args, namespace, positionals):
        """Parse the options, with all positional arguments switched off."""
        saved = [(action, action.nargs, action.default) for action in positionals]
        try:
            for action in positionals:
                action.save_nargs, action.save_default = action.nargs, action.default
                action.nargs = SUPPRESS
                action.default = SUPPRESS
            namespace, remaining = self.parse_known_args(args, namespace)
            for action in positionals:
                if hasattr(namespace, action.dest) and getattr(namespace, action.dest) == []:
                    import warnings

                    warnings.warn(f"Do not expect {action.dest} in {namespace}")
                    delattr(namespace, action.dest)
        finally:
            for action, nargs, default in saved:
                action.nargs = nargs
                action.default = default
        return namespace, remaining

    def _parse_without_required_options(self, remaining, namespace):
        """Parse the positional arguments; the options were there already."""
        holders = self._get_optional_actions() + self._mutually_exclusive_groups
        saved = [(holder, holder.required) for holder in holders]
        try:
            for holder in holders:
                holder.required = False
            return self.parse_known_args(remaining, namespace)
        finally:
            for holder, required in saved:
                holder.required = required

    # Texts.

    def format_usage(self):
        """Return the usage."""
        formatter = self._get_formatter()
        formatter.add_usage(self.usage, self._actions, self._mutually_exclusive_groups)
        return formatter.format_help()

    def format_help(self):
        """Return the whole help."""
        formatter = self._get_formatter()
        formatter.add_usage(self.usage, self._actions, self._mutually_exclusive_groups)
        formatter.add_text(self.description)
        for group in self._action_groups:
            formatter.start_section(group.title)
            formatter.add_text(group.description)
            formatter.add_arguments(group._group_actions)
            formatter.end_section()
        formatter.add_text(self.epilog)
        return formatter.format_help()

    def _get_formatter(self):
        return self.formatter_class(prog=self.prog)

    def print_usage(self, file=None):
        """Print the usage, by default to standard output."""
        self._print_message(self.format_usage(), sys.stdout if file is None else file)

    def print_help(self, file=None):
        """Print the help, by default to standard output."""
        self._print_message(self.format_help(), sys.stdout if file is None else file)

    def _print_message(self, message, file=None):
        if message:
            file = file or sys.stderr
            try:
                file.write(message)
            except (AttributeError, OSError):
                # Nowhere to print to.
                pass

    def exit(self, status=0, message=None):
        """End the program; made to be overridden."""
        if message:
            self._print_message(message, sys.stderr)
        sys.exit(status)

    def error(self, message):
        """Print the usage and a message, and end the program with status 2."""
        self.print_usage(sys.stderr)
        self.exit(2, f"{self.prog}: error: {message}\n")


def _identity(string):
    """The type of arguments that have none."""
    return string


def _expected(nargs):
    """Return the message for an option that did not get its values."""
    if nargs is None:
        return "expected one argument"
    if nargs == OPTIONAL:
        return "expected at most one argument"
    if nargs == ONE_OR_MORE:
        return "expected at least one argument"
    plural = "" if nargs == 1 else "s"
    return f"expected {nargs} argument{plural}"


class _Run:
    """One run over a command line: what was seen, and what remains to be matched."""

    def __init__(self, parser, arg_strings, namespace):
        self.parser = parser
        self.arg_strings = arg_strings
        self.namespace = namespace
        self.seen = set()
        self.seen_non_default = set()
        self.positionals = parser._get_positional_actions()
        self.extras = []
        self.conflicts = {}
        for group in parser._mutually_exclusive_groups:
            members = group._group_actions
            for index, action in enumerate(members):
                others = self.conflicts.setdefault(action, [])
                others.extend(members[:index] + members[index + 1 :])
        self.options, self.pattern = self._classify()

    def _classify(self):
        """Find out which words are options; returns these, and the pattern of all words."""
        options = {}
        letters = []
        words = iter(enumerate(self.arg_strings))
        for index, word in words:
            if word == "--":
                letters.append("-")
                letters.extend("A" for _ in words)
                break
            found = self.parser._parse_optional(word)
            if found is None:
                letters.append("A")
            else:
                options[index] = found
                letters.append("O")
        return options, "".join(letters)

    def consume_all(self):
        """Match everything; returns the words that no argument took."""
        start = 0
        last_option = max(self.options, default=-1)
        while start <= last_option:
            next_option = min(index for index in self.options if index >= start)
            if start != next_option:
                end = self.consume_positionals(start)
                if end > start:
                    # Try again: the words may have ended at the option.
                    start = end
                    continue
            if start not in self.options:
                self.extras.extend(self.arg_strings[start:next_option])
                start = next_option
            start = self.consume_optional(start)
        end = self.consume_positionals(start)
        self.extras.extend(self.arg_strings[end:])
        return self.extras

    def consume_positionals(self, start):
        """Match as many positional arguments as possible; returns where they end."""
        counts = self.parser._match_arguments_partial(self.positionals, self.pattern[start:])
        for action, count in zip(self.positionals, counts):
            words = self.arg_strings[start : start + count]
            start += count
            self.take_action(action, words)
        self.positionals[:] = self.positionals[len(counts) :]
        return start

    def consume_optional(self, start):
        """Match an option with its values; returns where they end."""
        action, option_string, explicit_arg = self.options[start]
        parser = self.parser
        taken = []
        while True:
            if action is None:
                self.extras.append(self.arg_strings[start])
                return start + 1
            if explicit_arg is None:
                first = start + 1
                count = parser._match_argument(action, self.pattern[first:])
                stop = first + count
                taken.append((action, self.arg_strings[first:stop], option_string))
                break
            count = parser._match_argument(action, "A")
            if (
                count == 0
                and option_string[1] not in parser.prefix_chars
                and explicit_arg != ""
            ):
                # Several short options in one word: `-abc`.
                taken.append((action, [], option_string))
                option_string = option_string[0] + explicit_arg[0]
                if option_string not in parser._option_string_actions:
                    raise ArgumentError(action, f"ignored explicit argument {explicit_arg!r}")
                action = parser._option_string_actions[option_string]
                explicit_arg = explicit_arg[1:] or None
            elif count == 1:
                stop = start + 1
                taken.append((action, [explicit_arg], option_string))
                break
            else:
                raise ArgumentError(action, f"ignored explicit argument {explicit_arg!r}")
        for action, words, option_string in taken:
            self.take_action(action, words, option_string)
        return stop

    def take_action(self, action, words, option_string=None):
        """Convert the values of an argument and call its action."""
        self.seen.add(action)
        values = self.parser._get_values(action, words)
        # An argument that was not really given conflicts with none.
        if values is not action.default:
            self.seen_non_default.add(action)
            for other in self.conflicts.get(action, ()):
                if other in self.seen_non_default:
                    raise ArgumentError(
                        action, f"not allowed with argument {_get_action_name(other)}"
                    )
        if values is not SUPPRESS:
            action(self.parser, self.namespace, values, option_string)

    def check_required(self):
        """Complain about what is missing, and convert the defaults that are texts."""
        parser = self.parser
        missing = []
        for action in parser._actions:
            if action in self.seen:
                continue
            if action.required:
                missing.append(_get_action_name(action))
            else:
                self.convert_default(action)
        if missing:
            parser.error(f"the following arguments are required: {', '.join(missing)}")
        for group in parser._mutually_exclusive_groups:
            if group.required and self.seen_non_default.isdisjoint(group._group_actions):
                names = [
                    _get_action_name(action)
                    for action in group._group_actions
                    if action.help is not SUPPRESS
                ]
                parser.error(f"one of the arguments {' '.join(names)} is required")

    def convert_default(self, action):
        """Convert a default that is a text, unless something else replaced it."""
        if (
            isinstance(action.default, str)
            and hasattr(self.namespace, action.dest)
            and action.default is getattr(self.namespace, action.dest)
        ):
            value = self.parser._get_value(action, action.default)
            setattr(self.namespace, action.dest, value)
