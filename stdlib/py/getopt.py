"""Parsing of command lines in the manner of C's `getopt`."""

__all__ = ["GetoptError", "error", "getopt", "gnu_getopt"]

import os


class GetoptError(Exception):
    """Raised for options that are unknown or lack their argument."""

    opt = ""
    msg = ""

    def __init__(self, msg, opt=""):
        self.msg = msg
        self.opt = opt
        Exception.__init__(self, msg, opt)

    def __str__(self):
        return self.msg


error = GetoptError


def getopt(args, shortopts, longopts=[]):
    """Split arguments into (option, value) pairs, and the rest from the first non-option on."""
    opts = []
    longopts = [longopts] if isinstance(longopts, str) else list(longopts)
    while args and args[0].startswith("-") and args[0] != "-":
        if args[0] == "--":
            args = args[1:]
            break
        args = _take_option(opts, args, shortopts, longopts)
    return opts, args


def gnu_getopt(args, shortopts, longopts=[]):
    """Like `getopt`, but options and other arguments may be mixed.

    A `+` at the start of `shortopts` or POSIXLY_CORRECT in the environment
    ends the options at the first other argument.
    """
    opts = []
    others = []
    longopts = [longopts] if isinstance(longopts, str) else list(longopts)
    in_order = shortopts.startswith("+") or bool(os.environ.get("POSIXLY_CORRECT"))
    shortopts = shortopts.removeprefix("+")
    while args:
        if args[0] == "--":
            others += args[1:]
            break
        if args[0].startswith("-") and args[0] != "-":
            args = _take_option(opts, args, shortopts, longopts)
        elif in_order:
            others += args
            break
        else:
            others.append(args[0])
            args = args[1:]
    return opts, others


def _take_option(opts, args, shortopts, longopts):
    """Take the options in the first argument; returns what remains."""
    first, rest = args[0], args[1:]
    if first.startswith("--"):
        _, rest = do_longs(opts, first[2:], longopts, rest)
    else:
        _, rest = do_shorts(opts, first[1:], shortopts, rest)
    return rest


def do_longs(opts, opt, longopts, args):
    """Take a long option, `name` or `name=value`."""
    name, equals, value = opt.partition("=")
    value = value if equals else None
    has_arg, name = long_has_args(name, longopts)
    if has_arg:
        if value is None:
            if not args:
                raise GetoptError(f"option --{name} requires argument", name)
            value, args = args[0], args[1:]
    elif value is not None:
        raise GetoptError(f"option --{name} must not have an argument", name)
    opts.append(("--" + name, value or ""))
    return opts, args


def long_has_args(opt, longopts):
    """Complete a long option that may be abbreviated; tells whether it takes an argument."""
    candidates = [option for option in longopts if option.startswith(opt)]
    if not candidates:
        raise GetoptError(f"option --{opt} not recognized", opt)
    if opt in candidates:
        return False, opt
    if opt + "=" in candidates:
        return True, opt
    if len(candidates) > 1:
        raise GetoptError(f"option --{opt} not a unique prefix", opt)
    only = candidates[0]
    return only.endswith("="), only.removesuffix("=")


def do_shorts(opts, optstring, shortopts, args):
    """Take the short options of one argument, `-abc` or `-ovalue`."""
    while optstring:
        opt, optstring = optstring[0], optstring[1:]
        value = ""
        if short_has_arg(opt, shortopts):
            if not optstring:
                if not args:
                    raise GetoptError(f"option -{opt} requires argument", opt)
                optstring, args = args[0], args[1:]
            value, optstring = optstring, ""
        opts.append(("-" + opt, value))
    return opts, args


def short_has_arg(opt, shortopts):
    """Tell whether a short option takes an argument."""
    position = shortopts.find(opt)
    if position < 0 or opt == ":":
        raise GetoptError(f"option -{opt} not recognized", opt)
    return shortopts.startswith(":", position + 1)
