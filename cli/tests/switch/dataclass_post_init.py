# needs: greenlet
from dataclasses import dataclass, field

from support import drive, pause


@dataclass(order=True)
class Job:
    cost: int
    tags: list = field(default_factory=lambda: pause(["tag"]))

    def __post_init__(self):
        self.cost = pause([self.cost])[0]


def body():
    jobs = [Job(3), Job(1)]
    return sorted(jobs), jobs[0] == Job(3)


drive(body, answer=lambda question: question * 2)
