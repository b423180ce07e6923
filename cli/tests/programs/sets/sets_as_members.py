# A set that is looked for in a set is looked for as the equal frozenset, also if it is an instance of a subclass.
class Plain(set):
    pass


class Compares(set):
    def __eq__(self, other):
        return set.__eq__(self, other)


frozen = frozenset("a")
for make in (set, Plain):
    for member in (set("a"), Plain("a"), Compares("a")):
        container = make([frozen])
        print(member in container, frozenset(["b"]) in container, member in [frozen])
        container.remove(member)
        container.add(frozen)
        container.discard(member)
        try:
            container.remove(member)
        except KeyError as e:
            print("KeyError", e)
        try:
            container.add(member)
        except TypeError as e:
            print("TypeError", e)
print(frozen.intersection() is frozen, frozen.union() == frozen, Plain("a").intersection())
