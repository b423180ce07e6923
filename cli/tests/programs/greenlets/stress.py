# needs: greenlet
from greenlet import greenlet, getcurrent
import random

main = getcurrent()
random.seed(1)
# A ring: each hands the token on.
N, ROUNDS = 200, 20
ring = []


def node(i):
    count = 0
    while True:
        token = ring[(i + 1) % N].switch(token + 1) if count else main.switch()
        count += 1
        if token >= N * ROUNDS:
            main.switch(token)


for i in range(N):
    ring.append(greenlet(node))
for i, g in enumerate(ring):
    g.switch(i)
print(ring[0].switch(0))
# Random walks between greenlets, each at a random depth.
log = []


def walker(i):
    def down(n):
        if n == 0:
            while True:
                log.append((i, main.switch(i)))
        return down(n - 1)

    down(random.randrange(30))


ws = [greenlet(walker) for _ in range(50)]
for i, w in enumerate(ws):
    w.switch(i)
for step in range(2000):
    w = random.randrange(50)
    assert ws[w].switch(step) == w
print(len(log), sum(i for i, _ in log) > 0, [s for _, s in log[:3]])
del ws


# Created and dropped in every state.
def body(n):
    try:
        main.switch(n)
    finally:
        dead.append(n)


dead = []
for n in range(500):
    g = greenlet(body)
    if n % 3:
        g.switch(n)
    if n % 3 == 2:
        g.switch()
del g
print(len(dead), dead[:4])


# Deep recursion, many times over.
def rec(n):
    return n and rec(n - 1) + 1 or main.switch("b") or 0


gs = [greenlet(rec) for _ in range(50)]
print({g.switch(150) for g in gs}, {g.switch(0) for g in gs})


# A greenlet in a greenlet in a greenlet.
def nest(n):
    return greenlet(nest).switch(n - 1) + 1 if n else 0


print(nest(100))


# Exceptions crossing many parents.
def fall(n):
    if n == 0:
        raise ValueError("bottom")
    try:
        return greenlet(fall).switch(n - 1)
    except ValueError as e:
        raise ValueError(f"{e}.") from None


try:
    fall(50)
except ValueError as e:
    print(len(str(e)))
import gc


def cyc():
    me = getcurrent()
    me.self = me
    x = [me]
    x.append(x)
    main.switch()


for _ in range(100):
    greenlet(cyc).switch()
gc.collect()
print("collected")
