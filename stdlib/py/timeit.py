"""Timing of small pieces of code, on the command line and from programs."""

import gc
import itertools
import sys
import time

__all__ = ["Timer", "timeit", "repeat", "default_timer"]

dummy_src_name = "<timeit-src>"
default_number = 1000000
default_repeat = 5
default_timer = time.perf_counter
_globals = globals


def reindent(src, indent):
    """Indent the lines of a source after the first."""
    return src.replace("\n", "\n" + " " * indent)


class Timer:
    """Times a statement, given as source or as a function, after a setup."""

    def __init__(self, stmt="pass", setup="pass", timer=default_timer, globals=None):
        self.timer = timer
        namespace = {}
        outer = _globals() if globals is None else globals
        setup_source, prefix = self._part(setup, "setup", namespace, 4, "")
        stmt_source, _ = self._part(stmt, "stmt", namespace, 8, prefix)
        names = "".join([f", {name}={name}" for name in namespace])
        self.src = (
            f"\ndef inner(_it, _timer{names}):\n"
            f"    {setup_source}\n"
            "    _t0 = _timer()\n"
            "    for _i in _it:\n"
            f"        {stmt_source}\n"
            "        pass\n"
            "    _t1 = _timer()\n"
            "    return _t1 - _t0\n"
        )
        code = compile(self.src, dummy_src_name, "exec")
        exec(code, outer, namespace)
        self.inner = namespace["inner"]

    def _part(self, part, name, namespace, indent, prefix):
        """Return the source of a part, indented, and the source alone for what follows it."""
        if isinstance(part, str):
            # Compiled alone first: an error shall not be blamed on the frame.
            compile(prefix + part, dummy_src_name, "exec")
            return reindent(part, indent), part + "\n"
        if callable(part):
            namespace["_" + name] = part
            return f"_{name}()", ""
        raise ValueError(f"{name} is neither a string nor callable")

    def print_exc(self, file=None):
        """Print the exception that the timed code raised, with its source lines."""
        import linecache
        import traceback

        if self.src is not None:
            linecache.cache[dummy_src_name] = (
                len(self.src), None, self.src.split("\n"), dummy_src_name,
            )
        traceback.print_exc(file=file)

    def timeit(self, number=default_number):
        """Run the statement so many times; returns the seconds it took."""
        iterator = itertools.repeat(None, number)
        collecting = gc.isenabled()
        gc.disable()
        try:
            return self.inner(iterator, self.timer)
        finally:
            if collecting:
                gc.enable()

    def repeat(self, repeat=default_repeat, number=default_number):
        """Time it several times; returns the list of results, whose minimum says most."""
        return [self.timeit(number) for _ in range(repeat)]

    def autorange(self, callback=None):
        """Find a number of runs that takes 0.2 seconds at least; returns it and the time."""
        scale = 1
        while True:
            for step in (1, 2, 5):
                number = scale * step
                taken = self.timeit(number)
                if callback:
                    callback(number, taken)
                if taken >= 0.2:
                    return number, taken
            scale *= 10


def timeit(stmt="pass", setup="pass", timer=default_timer, number=default_number, globals=None):
    """Time a statement once."""
    return Timer(stmt, setup, timer, globals).timeit(number)


def repeat(
    stmt="pass",
    setup="pass",
    timer=default_timer,
    repeat=default_repeat,
    number=default_number,
    globals=None,
):
    """Time a statement several times."""
    return Timer(stmt, setup, timer, globals).repeat(repeat, number)


_USAGE = """\
usage: python -m timeit [-n N] [-r N] [-s S] [-p] [-u UNIT] [-v] [-h] [--] [statement ...]

  -n/--number N   how often to run the statement (default: enough for 0.2 seconds)
  -r/--repeat N   how often to repeat the timing (default 5)
  -s/--setup S    a statement to run once before (default "pass"); may be repeated
  -p/--process    measure the time of the process, not of the wall clock
  -u/--unit UNIT  the unit of the output: nsec, usec, msec or sec
  -v/--verbose    print the raw timings; may be repeated for more digits
  -h/--help       print this message
  statement       the statement to time (default "pass"); several make several lines"""

_UNITS = {"nsec": 1e-9, "usec": 1e-6, "msec": 1e-3, "sec": 1.0}


def main(args=None, *, _wrap_timer=None):
    """Time what the command line says; returns an exit code."""
    import getopt
    import os

    if args is None:
        args = sys.argv[1:]
    try:
        opts, args = getopt.getopt(
            args,
            "n:u:s:r:pvh",
            ["number=", "setup=", "repeat=", "process", "verbose", "unit=", "help"],
        )
    except getopt.error as err:
        print(err)
        print("use -h/--help for command line help")
        return 2
    options = _Options()
    for option, value in opts:
        code = options.take(option, value)
        if code is not None:
            return code
    # Modules of the current folder are part of what one wants to time.
    sys.path.insert(0, os.curdir)
    timer = options.timer if _wrap_timer is None else _wrap_timer(options.timer)
    t = Timer("\n".join(args) or "pass", "\n".join(options.setup) or "pass", timer)
    return _run_timer(t, options)


class _Options:
    """What the command line asks for."""

    def __init__(self):
        self.timer = default_timer
        self.number = 0
        self.setup = []
        self.repeat = default_repeat
        self.verbose = 0
        self.unit = None
        self.precision = 3

    def take(self, option, value):
        """Take one option; returns an exit code if the program is to end."""
        if option in ("-n", "--number"):
            self.number = int(value)
        elif option in ("-s", "--setup"):
            self.setup.append(value)
        elif option in ("-u", "--unit"):
            if value not in _UNITS:
                print(
                    "Unrecognized unit. Please select nsec, usec, msec, or sec.", file=sys.stderr
                )
                return 2
            self.unit = value
        elif option in ("-r", "--repeat"):
            self.repeat = max(int(value), 1)
        elif option in ("-p", "--process"):
            self.timer = time.process_time
        elif option in ("-v", "--verbose"):
            if self.verbose:
                self.precision += 1
            self.verbose += 1
        elif option in ("-h", "--help"):
            print(_USAGE)
            return 0
        return None

    def format_time(self, seconds):
        """Show a time in the chosen unit, or in the largest that gives one at least."""
        unit = self.unit
        if unit is None:
            for unit in ("sec", "msec", "usec", "nsec"):
                if seconds >= _UNITS[unit]:
                    break
        return f"{seconds / _UNITS[unit]:.{self.precision}g} {unit}"


def _run_timer(t, options):
    """Time, and print the results."""
    number = options.number
    if number == 0:

        def report(number, taken):
            plural = "s" if number != 1 else ""
            print(f"{number} loop{plural} -> {taken:.{options.precision}g} secs")

        try:
            number, _ = t.autorange(report if options.verbose else None)
        except BaseException:
            t.print_exc()
            return 1
        if options.verbose:
            print()
    try:
        raw = t.repeat(options.repeat, number)
    except BaseException:
        t.print_exc()
        return 1
    if options.verbose:
        print(f"raw times: {', '.join(map(options.format_time, raw))}")
        print()
    timings = [taken / number for taken in raw]
    best, worst = min(timings), max(timings)
    plural = "s" if number != 1 else ""
    print(
        f"{number} loop{plural}, best of {options.repeat}: {options.format_time(best)} per loop"
    )
    if worst >= best * 4:
        import warnings

        warnings.warn_explicit(
            "The test results are likely unreliable. "
            f"The worst time ({options.format_time(worst)}) was more than four times "
            f"slower than the best time ({options.format_time(best)}).",
            UserWarning,
            "",
            0,
        )
    return None


if __name__ == "__main__":
    sys.exit(main())
