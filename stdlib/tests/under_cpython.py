"""Run CPython's own tests, or any script, with modules of ours in place of the originals.

    python3.11 stdlib/tests/under_cpython.py traceback,weakref -m test.test_traceback [unittest arguments]
    python3.11 stdlib/tests/under_cpython.py json script.py [arguments]
    python3.11 stdlib/tests/under_cpython.py json --compare script.py

The first argument names the modules of `stdlib/py` to put in place (a package brings its parts). With
`--compare` the script runs twice, with CPython's modules and with ours, and the outputs must be equal.
"""
import importlib.abc
import importlib.util
import os
import subprocess
import sys

OURS = os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), "py")
ORIGINALS = os.path.dirname(os.__file__)
# Helpers that a public module needs and that nobody names on the command line.
COMPANIONS = {
    "os": ["posixpath", "genericpath"],
    "datetime": ["_strptime"],
    "weakref": ["_weakrefset"],
}


class OurFinder(importlib.abc.MetaPathFinder):
    """Finds the chosen modules, and everything below a chosen package, under `stdlib/py`."""

    def __init__(self, chosen):
        self.chosen = chosen

    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] not in self.chosen:
            return None
        base = os.path.join(OURS, *name.split("."))
        if os.path.isfile(base + ".py"):
            return importlib.util.spec_from_file_location(name, base + ".py")
        init = os.path.join(base, "__init__.py")
        if os.path.isfile(init):
            return importlib.util.spec_from_file_location(name, init, submodule_search_locations=[base])
        return None


def put_in_place(names):
    """Load our versions of `names` under their real names."""
    chosen = set(names)
    for name in names:
        chosen.update(COMPANIONS.get(name, ()))
    sys.meta_path.insert(0, OurFinder(chosen))
    for loaded in list(sys.modules):
        if loaded.partition(".")[0] in chosen and not loaded.startswith("importlib._bootstrap"):
            del sys.modules[loaded]
    for name in names:
        module = importlib.import_module(name) if "importlib" not in chosen else __import__(name)
        if not getattr(module, "__file__", "").startswith(OURS):
            sys.exit(f"{name} was not taken from {OURS}")
        if hasattr(module, "__path__"):
            # The tests of a package may be a part of it, and so stay with the original.
            module.__path__.append(os.path.join(ORIGINALS, name))


def compare(names, script):
    """Run `script` under both sets of modules and show where the outputs differ."""
    outputs = []
    for chosen in (None, names):
        command = [sys.executable, "-X", "frozen_modules=off"]
        command += [script] if chosen is None else [os.path.abspath(__file__), chosen, script]
        done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        outputs.append(done.stdout.splitlines())
    if outputs[0] == outputs[1]:
        print(f"{script}: equal, {len(outputs[0])} lines")
        return 0
    import difflib
    print("\n".join(difflib.unified_diff(*outputs, "cpython", "ours", lineterm="")))
    return 1


def main():
    """Dispatch on the command line."""
    names, *rest = sys.argv[1:]
    if rest[0] == "--compare":
        sys.exit(compare(names, rest[1]))
    put_in_place(names.split(","))
    if rest[0] == "-m":
        import unittest
        sys.argv = rest[1:]
        unittest.main(module=None, argv=["test"] + rest[1:])
    else:
        sys.argv = rest
        sys.path.insert(0, os.path.dirname(os.path.abspath(rest[0])))
        with open(rest[0]) as file:
            code = compile(file.read(), rest[0], "exec")
        import types
        module = types.ModuleType("__main__")
        module.__file__ = rest[0]
        module.__builtins__ = __builtins__
        sys.modules["__main__"] = module
        exec(code, module.__dict__)


if __name__ == "__main__":
    main()
