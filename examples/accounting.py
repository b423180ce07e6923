"""Double-entry bookkeeping in whole cents: no entry is lost, and every sum is exact."""

from collections import defaultdict
from functools import total_ordering


@total_ordering
class Money:
    """An amount in cents; text in, text out."""

    def __init__(self, text=0):
        if isinstance(text, int):
            self.cents = text
        else:
            whole, _, part = text.replace(",", "").partition(".")
            sign = -1 if whole.startswith("-") else 1
            self.cents = int(whole) * 100 + sign * int(f"{part:0<2}")

    def __add__(self, other):
        return Money(self.cents + other.cents)

    def __neg__(self):
        return Money(-self.cents)

    def __eq__(self, other):
        return self.cents == other.cents

    def __lt__(self, other):
        return self.cents < other.cents

    def __bool__(self):
        return self.cents != 0

    def share(self, *weights):
        """Split without losing a cent: the first shares get what does not divide."""
        shares = [self.cents * weight // sum(weights) for weight in weights]
        for i in range(self.cents - sum(shares)):
            shares[i] += 1
        return [Money(share) for share in shares]

    def __format__(self, spec):
        whole, part = divmod(abs(self.cents), 100)
        return format(f"{'-' if self.cents < 0 else ''}{whole:,}.{part:02}", spec)

    def __str__(self):
        return format(self)


class Ledger:
    def __init__(self):
        self.journal, self.accounts = [], defaultdict(Money)

    def post(self, text, **entries):
        amounts = {
            name: Money(amount) if isinstance(amount, str) else amount
            for name, amount in entries.items()
        }
        if balance := sum(amounts.values(), Money()):
            raise ValueError(f"{text!r} is out of balance by {balance}")
        self.journal.append(text)
        for name, amount in amounts.items():
            self.accounts[name] += amount


ledger = Ledger()
ledger.post("opening", bank="5,000.00", capital="-5000")
ledger.post("rent", rent="1234.50", bank="-1234.50")
ledger.post("sale", bank="799.99", sales="-672.26", tax="-127.73")
anna, ben, cleo = Money("100").share(1, 1, 1)
ledger.post("bonus", anna=anna, ben=ben, cleo=cleo, bank="-100.00")
try:
    ledger.post("typo", bank="10.01", sales="-10.10")
except ValueError as error:
    print("refused:", error)

for name, amount in sorted(ledger.accounts.items(), key=lambda account: account[1], reverse=True):
    print(f"{name:10}{amount:>12}")
print(f"{'sum':10}{sum(ledger.accounts.values(), Money()):>12}")
print(len(ledger.journal), "entries;", "0.1 + 0.2 =", Money("0.1") + Money("0.2"), "exactly")
