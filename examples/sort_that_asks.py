# needs: greenlet
"""A sort key that leaves the sort: `sorted` waits in the middle while somebody else answers."""

from greenlet import getcurrent, greenlet

SIZES = {"mouse": 1, "cat": 4, "elephant": 100, "horse": 50}


def ask(animal):
    """Switch to whoever started us, and come back with the answer."""
    return getcurrent().parent.switch(animal)


sorter = greenlet(lambda animals: sorted(animals, key=ask))
question = sorter.switch(["horse", "mouse", "elephant", "cat"])
while not sorter.dead:
    print(f"How big is the {question}? {SIZES[question]}")
    question = sorter.switch(SIZES[question])
print("By size:", ", ".join(question))
