"""Accounts that refuse: an exception hierarchy, chained causes, and all-or-nothing transfers."""


class BankError(Exception):
    """Whatever the bank refuses."""


class InsufficientFunds(BankError):
    def __init__(self, account, amount):
        super().__init__(f"{account.owner} has {account.balance}, not {amount}")
        self.missing = amount - account.balance


class TransferFailed(BankError):
    pass


class Account:
    def __init__(self, owner, balance=0):
        self.owner, self.balance, self.frozen = owner, balance, False

    def deposit(self, amount):
        if self.frozen:
            raise BankError(f"{self.owner}'s account is frozen")
        if amount <= 0:
            raise ValueError(f"cannot deposit {amount}")
        self.balance += amount

    def withdraw(self, amount):
        if amount > self.balance:
            raise InsufficientFunds(self, amount)
        self.balance -= amount


class Transaction:
    """Puts back every balance if the body fails."""

    def __init__(self, *accounts):
        self.accounts = accounts

    def __enter__(self):
        self.before = [account.balance for account in self.accounts]
        return self

    def __exit__(self, kind, error, traceback):
        if kind is not None:
            for account, balance in zip(self.accounts, self.before):
                account.balance = balance
            error.add_note("all balances were restored")


def transfer(source, target, amount):
    try:
        with Transaction(source, target):
            source.withdraw(amount)
            target.deposit(amount)
    except BankError as error:
        raise TransferFailed(f"{source.owner} -> {target.owner}: {amount}") from error


ann, bob = Account("Ann", 100), Account("Bob", 20)
for source, target, amount in [(ann, bob, 30), (bob, ann, 500), (ann, bob, 10), (ann, bob, -5)]:
    try:
        transfer(source, target, amount)
    except TransferFailed as error:
        print("failed:", error)
        print(
            "   because:",
            error.__cause__,
            *getattr(error.__cause__, "__notes__", []),
            sep="\n      ",
        )
    except ValueError as error:
        print("refused:", error, error.__notes__)
    else:
        print(f"moved {amount} from {source.owner} to {target.owner}")
    finally:
        print(f"   Ann {ann.balance}, Bob {bob.balance}")
    bob.frozen = amount == 500
