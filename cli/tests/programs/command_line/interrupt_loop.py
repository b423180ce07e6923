# shell: timeout --preserve-status -s INT 1.5 "$python" "$program" loop
import sys

try:
    while True:
        pass
except KeyboardInterrupt as error:
    print("interrupted", repr(error))
finally:
    print("finally")
print("goes on")
