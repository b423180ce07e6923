"""A little operating system: tasks are generators, and what they yield are system calls."""

from collections import deque


class Exit(Exception):
    """Ends a task from the outside."""


class Task:
    ids = 0

    def __init__(self, body):
        Task.ids += 1
        self.id, self.body, self.send = Task.ids, body, None

    def __str__(self):
        return f"[{self.id} {self.body.__name__}]"


class System:
    def __init__(self):
        self.ready, self.tasks, self.waiting = deque(), {}, {}

    def spawn(self, body):
        task = Task(body)
        self.tasks[task.id] = task
        self.ready.append(task)
        return task.id

    def run(self):
        while self.ready:
            task = self.ready.popleft()
            try:
                call, *arguments = task.body.send(task.send)
            except (StopIteration, Exit) as end:
                print(task, "ends with", getattr(end, "value", None) or repr(end))
                del self.tasks[task.id]
                self.ready.extend(self.waiting.pop(task.id, ()))
            else:
                task.send = getattr(self, "do_" + call)(task, *arguments)

    def do_pass(self, task):
        self.ready.append(task)

    def do_spawn(self, task, body):
        self.ready.append(task)
        return self.spawn(body)

    def do_wait(self, task, other):
        if other in self.tasks:
            self.waiting.setdefault(other, []).append(task)
        else:
            self.ready.append(task)

    def do_kill(self, task, other):
        self.ready.append(task)
        victim = self.tasks.get(other)
        if victim:
            self.ready.remove(victim)
            try:
                victim.body.throw(Exit("killed"))
            except Exit:
                print(victim, "was killed")
            del self.tasks[other]


def worker(name, steps):
    for step in range(1, steps + 1):
        print(f"  {name} does step {step} of {steps}")
        yield ("pass",)
    return f"{steps} steps"


def endless():
    try:
        while True:
            yield ("pass",)
    finally:
        print("  endless cleans up")


def init():
    loop = yield "spawn", endless()
    children = []
    for name, steps in [("red", 3), ("blue", 1), ("green", 2)]:
        children.append((yield "spawn", worker(name, steps)))
    for child in children:
        yield "wait", child
    yield "kill", loop
    return "all done"


system = System()
system.spawn(init())
system.run()
