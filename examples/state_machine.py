"""A vending machine as a coroutine: where it waits *is* its state."""

PRICES = {"tea": 120, "juice": 200}


def machine():
    """Receive events by `send`, answer with what the display shows."""
    event = yield "insert coins"
    while True:
        credit = 0
        while True:
            match event:
                case ("coin", value):
                    credit += value
                    event = yield f"credit {credit}"
                case ("cancel",):
                    event = yield f"returned {credit}"
                    break
                case ("press", drink) if drink not in PRICES:
                    event = yield f"no {drink} here"
                case ("press", drink) if PRICES[drink] > credit:
                    event = yield f"{drink} needs {PRICES[drink] - credit} more"
                case ("press", drink):
                    event = yield from serve(drink, credit - PRICES[drink])
                    break
                case _:
                    event = yield "please?"


def serve(drink, change):
    """A phase of its own: nothing is accepted until the cup is taken."""
    event = yield f"pouring {drink}"
    while event != ("take",):
        event = yield "take your cup"
    return (yield f"thank you, change {change}")


display = machine()
print(f"{'':20} -> {next(display)}")
for event in [
    ("coin", 100),
    ("press", "tea"),
    ("coin", 50),
    ("press", "coffee"),
    ("press", "tea"),
    ("coin", 10),
    ("take",),
    ("coin", 200),
    ("cancel",),
    ("kick",),
]:
    print(f"{' '.join(map(str, event)):20} -> {display.send(event)}")
display.close()
