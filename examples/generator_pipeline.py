"""Log lines flow through a pipeline of generators, one at a time."""

LOG = """\
10:00:01 INFO  start pid=17
10:00:02 WARN  disk at 91%
10:00:02 INFO  request /index 200
10:00:05 ERROR request /buy 500
10:00:07 WARN  disk at 95%
10:00:09 ERROR request /buy 500
10:00:09 INFO  stop
"""


def lines(text):
    for line in text.splitlines():
        print("   read", line[:8])
        yield line


def parse(source):
    for line in source:
        time, level, message = line.split(None, 2)
        yield {"time": time, "level": level, "message": message}


def only(source, *levels):
    return (entry for entry in source if entry["level"] in levels)


def numbered(source):
    for number, entry in enumerate(source, start=1):
        yield number, entry


def first(n, source):
    for _, item in zip(range(n), source):
        yield item


problems = numbered(only(parse(lines(LOG)), "WARN", "ERROR"))
print("Nothing has been read yet.")
for number, entry in first(3, problems):
    print(f"{number}. {entry['level']:5} {entry['message']}")
print("The rest of the log was never looked at.")
