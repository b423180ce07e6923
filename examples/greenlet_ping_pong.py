# needs: greenlet
"""Two greenlets hand a ball to each other, from deep inside their own calls."""

from greenlet import greenlet


def hit(player, other, rallies):
    """Plain recursion: the switch happens at the bottom of it."""
    if rallies == 0:
        return f"{player} lets it drop"
    ball = other().switch(f"{player} {rallies}")
    print(f"{player:>6} got {ball!r}")
    return hit(player, other, rallies - 1)


ping = greenlet(lambda ball: hit("ping", lambda: pong, 3))
pong = greenlet(lambda ball: hit("pong", lambda: ping, 3))

print("result:", ping.switch("start"))
print("ping is dead:", ping.dead, "and pong is dead:", pong.dead)
print("result:", pong.switch("wake up"))
