# shell: timeout --preserve-status -s INT 1.5 "$python" "$program"
def key(x):
    while x == 2:
        pass
    return x


numbers = [3, 2, 1]
try:
    numbers.sort(key=key)
except KeyboardInterrupt:
    print("interrupted", numbers)
