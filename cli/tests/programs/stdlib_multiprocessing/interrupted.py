# differs: when CPython is interrupted, its pool may wait for ever, and the exit code of a child may get lost
"""Ctrl-C in a program with ten children: no zombie, no orphan, no hang."""
import multiprocessing as mp
import os
import signal
import subprocess
import sys
import time


def waits(ready, quiet):
    if quiet:
        try:
            ready.send(os.getpid())
            time.sleep(60)
        except KeyboardInterrupt:
            sys.exit(5)
    ready.send(os.getpid())
    time.sleep(60)


def squares(n):
    if n == 0:
        print("busy", flush=True)
        time.sleep(60)
    return n * n


def program(kind):
    if kind == "pool":
        with mp.Pool(10) as pool:
            print(*[p.pid for p in mp.active_children()], flush=True)
            pool.map(squares, range(10), chunksize=1)
        return
    ours, theirs = mp.Pipe()
    children = [mp.Process(target=waits, args=(theirs, kind == "group"), daemon=kind == "daemons") for _ in range(10)]
    for p in children:
        p.start()
    print(*[ours.recv() for _ in children], flush=True)
    try:
        print("busy", flush=True)
        for p in children:
            p.join()
    except KeyboardInterrupt:
        if kind == "group":
            for p in children:
                p.join()
            print("exit codes", {p.exitcode for p in children}, mp.active_children(), flush=True)
        raise


def is_gone(pid):
    try:
        with open(f"/proc/{pid}/stat") as f:
            # Whoever adopts orphans may not have looked after this one yet.
            return f.read().rpartition(")")[2].split()[0] == "Z"
    except (FileNotFoundError, ProcessLookupError):
        return True


def interrupt(kind, to_all):
    child = subprocess.Popen([sys.executable, __file__, kind], stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                             start_new_session=True, text=True)
    pids = [int(word) for word in child.stdout.readline().split()]
    assert child.stdout.readline() == "busy\n"
    if to_all:
        # As a terminal does.
        os.killpg(child.pid, signal.SIGINT)
    else:
        child.send_signal(signal.SIGINT)
    out, err = child.communicate(timeout=30)
    end = time.monotonic() + 10
    while not all(is_gone(pid) for pid in pids) and time.monotonic() < end:
        time.sleep(0.01)
    print(kind, len(pids), child.returncode == -signal.SIGINT, "KeyboardInterrupt" in err, out.strip(),
          [is_gone(pid) for pid in pids] == [True] * 10)


if __name__ == "__main__":
    if len(sys.argv) > 1:
        program(sys.argv[1])
    else:
        interrupt("group", True)
        interrupt("daemons", False)
        interrupt("pool", True)
        interrupt("pool", False)
