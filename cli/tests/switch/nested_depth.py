# needs: greenlet
from support import drive, pause


class Deep:
    def __init__(self, depth):
        self.depth = depth

    @property
    def down(self):
        if self.depth == 0:
            return pause("bottom")
        return max([Deep(self.depth - 1)], key=lambda deep: len(str(self.depth))).down

    def __repr__(self):
        return self.down


def body():
    return str([sorted([Deep(20)], key=lambda deep: [deep.down])])


drive(body, answer=str.upper)
