# needs: stackless
"""A factory of tasklets: makers, a packer and a shop, which meet at channels."""

import stackless


def maker(name, parts, out):
    for part in parts:
        print(f"{name} makes: {part}")
        out.send(part)
    print(f"{name} goes home")


def packer(parts, boxes, size):
    box = []
    while (part := parts.receive()) is not None:
        box.append(part)
        if len(box) == size:
            print(f"  packed {', '.join(box)}")
            boxes.send(box)
            box = []
    if box:
        boxes.send(box)
    # The end of the loop of whoever receives.
    boxes.send_exception(StopIteration)


def shop(boxes):
    total = sum(len(box) for box in boxes)
    print(f"    the shop got {total} parts")


def closer(makers, channel):
    # A tasklet that has nothing to wait for looks again when its turn comes.
    while any(maker.alive for maker in makers):
        stackless.schedule()
    channel.send(None)


parts, boxes = stackless.channel(), stackless.channel()
# Neither who makes nor who packs goes first: all take turns.
parts.preference = 0
makers = [
    stackless.tasklet(maker)("Ada", ["wheel", "axle", "hub"], parts),
    stackless.tasklet(maker)("Bob", ["frame", "fork"], parts),
]
stackless.tasklet(packer)(parts, boxes, 2)
stackless.tasklet(shop)(boxes)
stackless.tasklet(closer)(makers, parts)
stackless.run()
print("left to run:", stackless.getruncount() - 1)

try:
    parts.receive()
except RuntimeError as error:
    print(error)


def endless():
    n = 0
    while True:
        n += 1


stackless.tasklet(endless)()
hog = stackless.run(10_000)
print("interrupted:", hog.alive, hog.paused)
hog.kill()
print("killed:", hog.alive)
