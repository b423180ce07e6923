# needs: greenlet
import copy

from support import drive, pause


class Node:
    def __init__(self, name, child=None):
        self.name, self.child = name, child

    def __copy__(self):
        return Node(pause("copy " + self.name), self.child)

    def __deepcopy__(self, memo):
        return Node(pause("deep " + self.name), copy.deepcopy(self.child, memo))


def body():
    node = Node("a", [Node("b"), {"k": Node("c")}])
    shallow, deep = copy.copy(node), copy.deepcopy(node)
    return (
        shallow.name,
        shallow.child is node.child,
        deep.name,
        deep.child[0].name,
        deep.child[1]["k"].name,
    )


drive(body, answer=str.upper)
