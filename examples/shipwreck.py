"""Exception groups: many failures at once, each handled where somebody knows what to do, the rest handed on with notes."""

import traceback


class Leak(Exception):
    def __init__(self, deck, litres):
        super().__init__(f"deck {deck}: {litres} litres")
        self.litres = litres


class Fire(Exception):
    pass


def inspect_deck(deck):
    faults = {1: [], 2: [Leak(2, 40), Fire("galley")], 3: [Leak(3, 900)]}[deck]
    if faults:
        group = ExceptionGroup(f"deck {deck}", faults)
        group.add_note(f"found by the watch on deck {deck}")
        raise group


def inspect_ship():
    """Goes through all decks, whatever is found, and reports everything at the end."""
    found = []
    for deck in (1, 2, 3):
        try:
            inspect_deck(deck)
        except* (Leak, Fire) as group:
            found.append(group)
    if found:
        raise ExceptionGroup("the ship", found)


def leaves_of(group):
    for e in group.exceptions:
        if isinstance(e, BaseExceptionGroup):
            yield from leaves_of(e)
        else:
            yield e


def bosun():
    """Stops the small leaks and puts out fires; a big leak is not his."""
    try:
        inspect_ship()
    except* Fire as fires:
        print("the bosun puts out:", *[str(fire) for fire in leaves_of(fires)])
    except* Leak as leaks:
        small, big = leaks.split(lambda e: isinstance(e, Leak) and e.litres < 100)
        print("the bosun stops:", *[str(leak) for leak in leaves_of(small)])
        if big is not None:
            raise big


def captain():
    try:
        bosun()
    except* Leak as leaks:
        water = sum(leak.litres for leak in leaves_of(leaks))
        print(f"the captain hears of {water} litres:")
        for group in leaks.exceptions:
            print("   ", *traceback.format_exception_only(group), end="")
            print("   ", *traceback.format_exception_only(*group.exceptions), end="")
        print("no fire is left:", leaks.subgroup(Fire) is None)


captain()
