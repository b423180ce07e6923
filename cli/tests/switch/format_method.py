# needs: greenlet
from support import drive, pause


class Amount:
    def __format__(self, spec):
        return pause(spec or "plain")


def body():
    amount = Amount()
    width = "wide"
    return (
        f"[{amount}] [{amount:>8}] [{amount:{width}}]",
        "{} {:x} {a:y}".format(amount, amount, a=amount),
        format(amount, "spec"),
    )


drive(body, answer=str.upper)
