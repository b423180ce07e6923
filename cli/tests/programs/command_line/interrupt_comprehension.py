# shell: timeout --preserve-status -s INT 1.5 "$python" "$program"
def forever():
    while True:
        yield 1


try:
    [x for x in forever() if x > 1]
except KeyboardInterrupt:
    print("interrupted")
