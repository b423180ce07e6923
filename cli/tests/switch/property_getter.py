# needs: greenlet
from support import drive, pause


class Account:
    balance = 0

    @property
    def total(self):
        return pause("get")

    @total.setter
    def total(self, value):
        self.balance = pause(value)

    @total.deleter
    def total(self):
        pause("delete")
        self.balance = "gone"


def body():
    account = Account()
    account.total = 5
    before = account.balance
    got = account.total
    account.total += "!"
    del account.total
    return before, got, account.balance


drive(body, answer=lambda question: f"<{question}>")
