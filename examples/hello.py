"""The smallest program, and the smallest one that pauses."""


def greetings(names):
    for name in names:
        yield f"Hello, {name}!"


print("Hello, world!")
for line in greetings(["generator", "coroutine", "greenlet"]):
    print(line)
