# shell: timeout --preserve-status -s INT 1.5 "$python" "$program"
import time

try:
    time.sleep(30)
except KeyboardInterrupt:
    print("interrupted")
