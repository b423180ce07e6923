"""Write the snapshots of the test programs from CPython's answers.

    python3.11 cli/tests/oracle.py              every program whose snapshot is missing or old
    python3.11 cli/tests/oracle.py PATH ...     the programs at or under these paths
    python3.11 cli/tests/oracle.py --check ...  write nothing, report what would change

CPython 3.11 is the truth: Pausa has to match it.  The environment variable PAUSA_ORACLE names the
interpreter, if it is not the one that runs this script.  The directives of a program and the form
of a transcript are described in harness/program.rs and harness/transcript.rs, which do the same
for Pausa.

A program is refused, not written, when it ends with another exit code than its `# exit:` says (0,
if it says nothing), or answers differently under another hash seed.  A program with `# differs:` or
`# options:` is left alone: its snapshot is Pausa's, accepted by `cargo insta review`.  One with `# sleeps:`
takes CPython so long that it is only run when it is named.
"""

import argparse
import os
import re
import signal
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
TESTS = Path("cli/tests")
LIMITS = "ulimit -c 0; ulimit -v 4194304 2>/dev/null"
TIME_LIMIT = 20
SHORT = 20


class Refused(Exception):
    """The program is no test as it stands."""


class Program:
    def __init__(self, file):
        self.file = file
        self.source = (ROOT / file).read_bytes()
        self.snapshot = file.parent / "snapshots" / (file.stem + ".snap")
        self.args, self.stdin, self.exit = "", "", 0
        self.shell, self.needs = [], []
        self.options = None
        self.differs = self.skip = self.sleeps = None
        self.timeout = TIME_LIMIT
        for line in self.source.decode("utf-8-sig", "replace").splitlines():
            if not line.startswith("#"):
                break
            name, colon, value = line.lstrip("#").lstrip().partition(":")
            value = value.removeprefix(" ")
            if not colon:
                continue
            if name == "stdin":
                self.stdin += value + "\n"
            elif name in ("shell", "needs"):
                getattr(self, name).append(value)
            elif name in ("args", "options", "differs", "skip", "sleeps"):
                setattr(self, name, value)
            elif name == "exit":
                self.exit = int(value)
            elif name == "timeout":
                self.timeout = float(value)

    def old(self):
        snapshot, file = ROOT / self.snapshot, ROOT / self.file
        return not snapshot.exists() or snapshot.stat().st_mtime < file.stat().st_mtime


class Oracle:
    def __init__(self):
        name = os.environ.get("PAUSA_ORACLE", sys.executable)
        script = "import sys; print(sys.executable, *sys.version_info[:2])"
        found = subprocess.run([name, "-c", script], capture_output=True, text=True, check=True)
        self.python, *version = found.stdout.split()
        if version != ["3", "11"]:
            sys.exit(f"{name} is Python {'.'.join(version)}; the oracle is CPython 3.11")
        self.modules = {}

    def has(self, module):
        if module not in self.modules:
            run = subprocess.run([self.python, "-c", f"import {module}"], capture_output=True)
            self.modules[module] = run.returncode == 0
        return self.modules[module]

    def run(self, program, seed):
        line = "\n".join(program.shell) or f'exec "$python" "$program" {program.args}'
        environment = {
            "PATH": os.environ["PATH"],
            "LC_ALL": "C.UTF-8",
            "PYTHONDONTWRITEBYTECODE": "1",
            "PYTHONHASHSEED": seed,
            "python": self.python,
            "program": str(program.file),
            "here": str(program.file.parent),
        }
        child = subprocess.Popen(
            ["sh", "-c", LIMITS + "\n" + line],
            cwd=ROOT,
            env=environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            start_new_session=True,
        )
        try:
            stdout, stderr = child.communicate(program.stdin.encode(), program.timeout)
        except subprocess.TimeoutExpired:
            os.killpg(child.pid, signal.SIGKILL)
            raise Refused(f"still running after {program.timeout} s") from None
        code = child.returncode
        return stdout, stderr, code if code >= 0 else 128 - code

    def transcript(self, program, seed):
        stdout, stderr, code = self.run(program, seed)
        if code != program.exit:
            raise Refused(f"exit code {code}, not {program.exit}\n" + visible(stderr))
        text = ""
        source = visible(program.source)
        if len(source.splitlines()) <= SHORT:
            text += section("program", source)
        text += section("stdout", self.filtered(stdout))
        if stderr:
            text += section("stderr", self.filtered(stderr))
        return text + f"----- exit {code}\n"

    def filtered(self, output):
        text = visible(output).replace(self.python, "python").replace(f"{ROOT}/", "")
        return re.sub(r" at 0x[0-9a-fA-F]+", " at 0xADDR", text)


def section(title, body):
    if body and not body.endswith("\n"):
        body += "\n(no newline at the end)\n"
    return f"----- {title}\n{body}"


def visible(output):
    """Control characters, and bytes that are not UTF-8, as escapes."""
    text = output.decode("utf-8", "backslashreplace")
    return re.sub(r"[\x00-\x08\x0b-\x1f\x7f]", lambda c: f"\\x{ord(c[0]):02x}", text)


def snapshot(oracle, program):
    body = oracle.transcript(program, "1")
    if oracle.transcript(program, "2") != body:
        raise Refused("another answer under another hash seed")
    header = f"---\nsource: {TESTS}/harness/main.rs\ninput_file: {program.file}\n---\n"
    return header + body


def find_all():
    folders = [Path("examples"), TESTS / "switch", *sorted((TESTS / "programs").glob("*"))]
    for folder in folders:
        folder = folder if not folder.is_absolute() else folder.relative_to(ROOT)
        for file in sorted((ROOT / folder).glob("*.py")):
            yield Program(file.relative_to(ROOT))


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("paths", nargs="*", type=Path)
    parser.add_argument("--check", action="store_true", help="write nothing")
    options = parser.parse_args()
    os.chdir(ROOT)

    wanted = [path.resolve() for path in options.paths]
    oracle = Oracle()
    bad = 0

    def work(program):
        missing = [module for module in program.needs if not oracle.has(module)]
        if missing:
            return "unknown", "the oracle has no " + ", ".join(missing)
        try:
            text = snapshot(oracle, program)
        except Refused as error:
            return "refused", str(error)
        old = program.snapshot.read_text("utf-8") if program.snapshot.exists() else None
        if not options.check:
            program.snapshot.parent.mkdir(exist_ok=True)
            program.snapshot.write_text(text, "utf-8")
        return ("same" if text == old else "new" if old is None else "changed"), ""

    programs = []
    snapshots = set()
    for program in find_all():
        snapshots.add(program.snapshot)
        file = program.file.resolve()
        asked = any(file == path or path in file.parents for path in wanted)
        judged = program.differs is None and program.skip is None and program.options is None
        if judged and (asked or not wanted and not program.sleeps and (options.check or program.old())):
            programs.append(program)
    with ThreadPoolExecutor(2) as pool:
        for program, (status, why) in zip(programs, pool.map(work, programs)):
            if status != "same":
                print(f"{status}: {program.file}" + (f": {why}" if why else ""))
            bad += status == "refused" or options.check and status in ("new", "changed")

    for file in [*Path("examples").rglob("*.snap"), *TESTS.rglob("*.snap")]:
        # What is explained under diagnostics/ is Pausa's own, and another test's.
        if file not in snapshots and TESTS / "diagnostics" not in file.parents:
            print(f"removed: {file} has no program")
            bad += options.check
            if not options.check:
                file.unlink()
    sys.exit(1 if bad else 0)


if __name__ == "__main__":
    main()
