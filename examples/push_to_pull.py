# needs: greenlet
"""Turn a parser inside out: it pushes events by callback, we pull them with `for`."""

from greenlet import getcurrent, greenlet


class PushParser:
    """An old-fashioned parser: it calls you, and you cannot stop it."""

    def feed(self, text, handler):
        position, open_tags = 0, []
        while position < len(text):
            if text[position] != "<":
                end = text.find("<", position) % (len(text) + 1)
                handler("text", text[position:end])
            elif text.startswith("</", position):
                end = text.index(">", position) + 1
                name = text[position + 2 : end - 1]
                if not open_tags or open_tags.pop() != name:
                    raise ValueError(f"</{name}> closes nothing, at {position}")
                handler("close", name)
            else:
                end = text.index(">", position) + 1
                open_tags.append(text[position + 1 : end - 1])
                handler("open", open_tags[-1])
            position = end


def pull(text):
    """The parser runs in a greenlet, and its handler switches out with each event."""
    consumer = getcurrent()
    parser = greenlet(lambda: PushParser().feed(text, lambda *event: consumer.switch(event)))
    event = parser.switch()
    while not parser.dead:
        yield event
        event = parser.switch()


def tree(events):
    """Recursive descent, which needs to pull."""
    children = []
    for kind, value in events:
        if kind == "close":
            break
        children.append(value if kind == "text" else {value: tree(events)})
    return children


TEXT = "<book><title>Frames</title><page>one<b>two</b></page><page></page></book>"
print(tree(pull(TEXT)))
for kind, value in pull(TEXT):
    if kind == "text":
        print("first text:", value)
        break
try:
    for event in pull("<a>x</b>"):
        print(event)
except ValueError as error:
    print("the parser's error arrives here:", error)
