# shell: timeout --preserve-status -s INT 1.5 "$python" "$program"
import itertools

try:
    for _ in itertools.count():
        for _ in map(abs, range(1000)):
            pass
except KeyboardInterrupt:
    print("interrupted")
