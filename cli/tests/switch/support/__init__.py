"""What the programs of this folder share: a body that pauses, and a loop that answers it."""

from greenlet import getcurrent, greenlet


def pause(question):
    """Leave the greenlet in the middle of whatever is calling; return what it is answered."""
    return getcurrent().parent.switch(question)


def drive(body, answer=lambda question: question, twice=True):
    """Run `body` once alone, then twice at once, switching between the two at every pause."""
    worker = greenlet(body)
    question = worker.switch()
    while not worker.dead:
        print("asked:", question)
        question = worker.switch(answer(question))
    print("result:", question)
    if not twice:
        return

    workers = [greenlet(body), greenlet(body)]
    questions = [worker.switch() for worker in workers]
    steps = 0
    while not all(worker.dead for worker in workers):
        for i, worker in enumerate(workers):
            if not worker.dead:
                questions[i] = worker.switch(answer(questions[i]))
                steps += 1
    print("two at once:", questions[0] == questions[1] == question, "after", steps, "switches")
