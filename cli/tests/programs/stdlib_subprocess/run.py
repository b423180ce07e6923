import subprocess
import sys
from subprocess import DEVNULL, PIPE, STDOUT

print(subprocess.run(["echo", "hi"], capture_output=True, text=True))
print(subprocess.run("echo a; echo b >&2; exit 3", shell=True, capture_output=True))
print(subprocess.run("echo a; echo b >&2", shell=True, stdout=PIPE, stderr=STDOUT).stdout)
print(subprocess.run("echo gone", shell=True, stdout=DEVNULL))
big = b"x" * 300000
print(subprocess.run(["cat"], input=big, stdout=PIPE).stdout == big)
print(subprocess.run(["cat"], input="line\nend", text=True, capture_output=True).stdout.split("\n"))
print(subprocess.run(["printf", "a\\r\\nb\\rc"], stdout=PIPE, universal_newlines=True).stdout.splitlines())
print(repr(subprocess.check_output(["cat"], input="h\u00e9", encoding="utf-8")))
print(subprocess.check_output(["cat"], input="\u00e9\u20ac", encoding="latin-1", errors="replace"))
print(subprocess.check_output(["cat"], input=None))
print(subprocess.call(["true"]), subprocess.call("exit 7", shell=True), subprocess.check_call(["true"]))
print(subprocess.getstatusoutput("echo q; exit 4"), subprocess.getoutput("echo one; echo two >&2"))
print(subprocess.run(["env"], env={"A": "1", b"B": b"2"}, capture_output=True).stdout)
print(subprocess.run("pwd", cwd="/", capture_output=True, text=True).stdout)
print(subprocess.run(["sh", "-c", "echo $0"], executable="/bin/sh", stdout=PIPE).stdout)
print(subprocess.run("kill -9 $$", shell=True))

code = "import sys; print(sys.stdin.read().upper()); sys.exit(5)"
done = subprocess.run([sys.executable, "-c", code], input="to upper", text=True, capture_output=True)
print(done.stdout, done.returncode, repr(done.stderr))

for make in (
    lambda: subprocess.run(["false"], check=True),
    lambda: subprocess.run("kill -9 $$", shell=True, check=True),
    lambda: subprocess.run("echo out; exit 2", shell=True, check=True, capture_output=True),
    lambda: subprocess.run(["true", "x"]).check_returncode(),
    lambda: subprocess.CompletedProcess(["x"], 1).check_returncode(),
    lambda: subprocess.check_call(["sh", "-c", "exit 9"]),
    lambda: subprocess.check_output(["sh", "-c", "echo said; exit 9"]),
    lambda: subprocess.run("echo soon; sleep 5", shell=True, timeout=0.3, capture_output=True),
    lambda: subprocess.call(["sleep", "5"], timeout=0.05),
    lambda: subprocess.run(["no-such-program"]),
    lambda: subprocess.run(["/no/such/program", "x"]),
    lambda: subprocess.run(["true"], cwd="/no/such/folder"),
    lambda: subprocess.run(["/"]),
    lambda: subprocess.run(["true"], input="x", stdin=PIPE),
    lambda: subprocess.run(["true"], capture_output=True, stdout=PIPE),
    lambda: subprocess.check_output(["true"], stdout=PIPE),
    lambda: subprocess.check_output(["true"], check=True),
    lambda: subprocess.run(["true"], bufsize="x"),
    lambda: subprocess.run(["true"], pipesize="x"),
    lambda: subprocess.run(["true"], text=True, universal_newlines=False),
    lambda: subprocess.run(["true"], startupinfo=1),
    lambda: subprocess.run(["true"], creationflags=1),
    lambda: subprocess.run(["true"], env={"A=B": "c"}),
    lambda: subprocess.run(["true", 5]),
    lambda: subprocess.run(["tr\0ue"]),
    lambda: subprocess.run([]),
    lambda: subprocess.run(["true"], user=-1),
    lambda: subprocess.run(["true"], group=2.5),
    lambda: subprocess.run(["true"], user="nobody has this name"),
    lambda: subprocess.run(["true"], extra_groups="x"),
    lambda: subprocess.run(["true"], pass_fds=(-1,)),
    lambda: subprocess.run(["cat"], stdin=PIPE, input=5),
):
    try:
        result = make()
    except Exception as e:
        print(type(e).__name__, "|", e, "|", getattr(e, "filename", None), getattr(e, "stdout", None))
    else:
        print(result)

e = subprocess.CalledProcessError(-99, "cmd", "out", "err")
print(e, repr(e), e.stdout, e.output, e.stderr)
e.stdout = "changed"
print(e.output)
e = subprocess.TimeoutExpired("cmd", 2.5)
print(e, repr(e), e.stdout)
print(subprocess.CompletedProcess(["a"], 0, b"", None))
print(subprocess.CompletedProcess[str], subprocess.Popen[bytes])
print(subprocess.list2cmdline(["a b", 'c"d', "e\\", "f g\\", "", "\\\\\"x"]))
print(sorted(subprocess.__all__))
