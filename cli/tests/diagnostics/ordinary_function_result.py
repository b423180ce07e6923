import asyncio


def main():
    print("ran already")


asyncio.run(main())
