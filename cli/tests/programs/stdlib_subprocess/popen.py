import os
import signal
import subprocess
import sys
import tempfile
import time
from subprocess import PIPE, Popen

# Both ways at once, more than a pipe holds.
p = Popen(["cat"], stdin=PIPE, stdout=PIPE, stderr=PIPE)
out, err = p.communicate(b"abc" * 100000)
print(len(out), err, p, p.returncode, p.stdin.closed, p.stdout.closed)

# Line by line.
with Popen(["cat"], stdin=PIPE, stdout=PIPE, text=True, bufsize=1) as p:
    for word in "one", "two":
        p.stdin.write(word + "\n")
        print(repr(p.stdout.readline()))
    print(p.poll())
print(p.poll(), p.args, p.text_mode, p.universal_newlines)

with Popen(["sh", "-c", "echo unbuffered"], stdout=PIPE, bufsize=0) as p:
    print(type(p.stdout).__name__, p.stdout.read())
with Popen(["true"], stdin=PIPE, stdout=PIPE, stderr=PIPE) as p:
    print([type(f).__name__ for f in (p.stdin, p.stdout, p.stderr)], p.pid > 0)

# Waiting.
p = Popen(["sleep", "10"])
print(p.poll())
try:
    p.wait(timeout=0.05)
except subprocess.TimeoutExpired as e:
    print(e)
p.terminate()
print(p.wait(), p.returncode, p)
p.kill()
p.send_signal(signal.SIGTERM)

p = Popen(["sh", "-c", "trap 'exit 3' USR1; echo ready; while :; do sleep 0.01; done"], stdout=PIPE)
p.stdout.readline()
p.send_signal(signal.SIGUSR1)
print(p.wait(5))
p.stdout.close()

# A timeout loses nothing.
p = Popen(["sh", "-c", "echo first; sleep 0.3; echo second; cat"], stdin=PIPE, stdout=PIPE, text=True)
try:
    p.communicate("input", timeout=0.1)
except subprocess.TimeoutExpired as e:
    print(e.timeout, e.stdout)
try:
    p.communicate("more")
except ValueError as e:
    print(e)
print(p.communicate())

# Files as streams.
with tempfile.TemporaryFile() as f:
    f.write(b"from a file")
    f.flush()
    f.seek(0)
    print(subprocess.run(["cat"], stdin=f, stdout=PIPE).stdout)
    f.seek(0)
    f.truncate()
    subprocess.run("echo to; echo error >&2", shell=True, stdout=f, stderr=f)
    f.seek(0)
    print(f.read())

# A pipeline.
first = Popen(["printf", "c\\na\\nb\\n"], stdout=PIPE)
second = Popen(["sort"], stdin=first.stdout, stdout=PIPE)
first.stdout.close()
print(second.communicate(), first.wait())

# Descriptors: only those that are passed.
r, w = os.pipe()
print(os.get_inheritable(w))
print(subprocess.run(f"echo passed >&{w}", shell=True, pass_fds=(w,)).returncode, os.read(r, 100))
print(subprocess.run(f"(echo kept >&{w}) 2>/dev/null", shell=True).returncode != 0)
os.set_inheritable(w, True)
print(subprocess.run(f"(echo kept >&{w}) 2>/dev/null", shell=True).returncode != 0)
print(subprocess.run(f"echo inherited >&{w}", shell=True, close_fds=False).returncode, os.read(r, 100))
os.close(r)
os.close(w)

# The child's surroundings.
show = "import os; print(os.getsid(0) == os.getpid(), os.getpgid(0) == os.getpid(), oct(os.umask(0)))"
for more in ({}, {"start_new_session": True}, {"process_group": 0}, {"umask": 0o27}):
    done = subprocess.run([sys.executable, "-c", show], capture_output=True, text=True, **({"umask": 0o22} | more))
    print(more, done.stdout.strip(), done.stderr)
ignored = "import subprocess; print(subprocess.run('kill -PIPE $$; echo alive', shell=True, restore_signals=%s).returncode)"
print(subprocess.run([sys.executable, "-c", ignored % True], capture_output=True, text=True).stdout)


def hook():
    os.write(1, b"in the child\n")


def bad_hook():
    raise KeyError


print(subprocess.run(["echo", "program"], preexec_fn=hook, stdout=PIPE).stdout)
try:
    subprocess.run(["echo"], preexec_fn=bad_hook)
except subprocess.SubprocessError as e:
    print(repr(e))

# Shells and their like elsewhere.
with os.popen("echo read; exit 3") as f:
    print(f.read())
print(os.popen("exit 3").close())
f = os.popen("cat >/dev/null", "w")
print(f.write("text"), f.close())
print(os.spawnlp(os.P_WAIT, "sh", "sh", "-c", "exit 5"), os.waitstatus_to_exitcode(os.system("exit 6")))

# What is said of a child that is left alone.
import gc
import warnings

with warnings.catch_warnings(record=True) as caught:
    warnings.simplefilter("always")
    p = Popen(["sleep", "0.01"])
    del p
    gc.collect()
    print([str(w.message).split()[0] + " ... " + " ".join(str(w.message).split()[2:]) for w in caught], len(subprocess._active))
time.sleep(0.1)
subprocess._cleanup()
print(subprocess._active)
