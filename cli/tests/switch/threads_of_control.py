# needs: greenlet
from greenlet import greenlet

# Three greenlets pass the turn around, each in the middle of another kind of callback.
log = []


class Step:
    def __init__(self, name):
        self.name = name

    def __lt__(self, other):
        log.append(f"compare {self.name}")
        in_getattr.switch()
        return True

    def __getattr__(self, name):
        log.append(f"attribute {name}")
        in_iter.switch()
        return name

    def __iter__(self):
        log.append("iterate")
        in_sort.switch()
        yield from self.name


def sort():
    log.append(("sorted", [step.name for step in sorted([Step("a"), Step("b")])]))
    in_getattr.switch()


def attribute():
    log.append(("got", Step("c").colour))
    in_iter.switch()


def iterate():
    log.append(("list", list(Step("xyz"))))


in_sort, in_getattr, in_iter = greenlet(sort), greenlet(attribute), greenlet(iterate)
in_sort.switch()
for line in log:
    print(line)
print(in_sort.dead, in_getattr.dead, in_iter.dead)
