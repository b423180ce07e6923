"""Actors as coroutines: each has a mailbox and a state of its own, and all they share are messages."""

import asyncio
import dataclasses


@dataclasses.dataclass(frozen=True)
class Deposit:
    amount: int


@dataclasses.dataclass(frozen=True)
class Withdraw:
    amount: int
    reply: asyncio.Future


@dataclasses.dataclass(frozen=True)
class Transfer:
    amount: int
    to: "Actor"
    reply: asyncio.Future


class Actor:
    """One that takes its messages one at a time; what it raises ends in the answer, not in the actor."""

    def __init__(self, name, group):
        self.name = name
        self.mailbox = asyncio.Queue()
        self.task = group.create_task(self.run(), name=name)

    def tell(self, message):
        self.mailbox.put_nowait(message)

    async def ask(self, kind, *args):
        reply = asyncio.get_running_loop().create_future()
        self.tell(kind(*args, reply))
        return await reply

    async def run(self):
        while (message := await self.mailbox.get()) is not None:
            try:
                answer = self.receive(message)
            except ValueError as e:
                message.reply.set_exception(e)
            else:
                if answer is not None:
                    message.reply.set_result(answer)


class Account(Actor):
    balance = 0

    def receive(self, message):
        match message:
            case Deposit(amount):
                self.balance += amount
            case Withdraw(amount) | Transfer(amount) if amount > self.balance:
                raise ValueError(f"{self.name} has {self.balance}, not {amount}")
            case Withdraw(amount):
                self.balance -= amount
                return self.balance
            case Transfer(amount, to):
                self.balance -= amount
                to.tell(Deposit(amount))
                return self.balance


async def main():
    async with asyncio.TaskGroup() as group:
        ann, bob = Account("Ann", group), Account("Bob", group)
        ann.tell(Deposit(100))
        print("Ann keeps", await ann.ask(Transfer, 30, bob))
        print("Bob keeps", await bob.ask(Withdraw, 10))
        try:
            await bob.ask(Withdraw, 1000)
        except ValueError as e:
            print("refused:", e)
        # A hundred messages under way at once: none is lost, none is seen twice.
        answers = await asyncio.gather(*[ann.ask(Transfer, 1, bob) for _ in range(100)], return_exceptions=True)
        print("went through:", sum(isinstance(a, int) for a in answers), "refused:", answers[-1])
        for actor in (ann, bob):
            actor.tell(None)
    print("in the end:", {actor.name: actor.balance for actor in (ann, bob)})


asyncio.run(main())
