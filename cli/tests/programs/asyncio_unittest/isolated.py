"""unittest.IsolatedAsyncioTestCase."""
import asyncio
import contextvars
import sys
import unittest

events = []
var = contextvars.ContextVar("var", default="unset")


class Test(unittest.IsolatedAsyncioTestCase):
    def setUp(self):
        events.append("setUp")
        var.set("from setUp")

    async def asyncSetUp(self):
        self.loop = asyncio.get_running_loop()
        events.append(f"asyncSetUp {var.get()}")
        var.set("from asyncSetUp")

    async def asyncTearDown(self):
        events.append("asyncTearDown")
        assert asyncio.get_running_loop() is self.loop

    def tearDown(self):
        events.append("tearDown")

    async def test_a(self):
        await asyncio.sleep(0)
        events.append(f"test_a {var.get()}")
        self.addAsyncCleanup(self.clean, "async")
        self.addCleanup(events.append, "cleanup")
        self.assertIs(asyncio.get_running_loop(), self.loop)
        self.assertTrue(self.loop.get_debug())

    async def clean(self, what):
        await asyncio.sleep(0)
        events.append("clean " + what)

    def test_plain(self):
        events.append("plain " + var.get())

    async def test_fails(self):
        self.assertEqual(1, 2)

    async def test_raises(self):
        with self.assertRaises(TimeoutError):
            async with asyncio.timeout(0.001):
                await asyncio.sleep(10)
        raise KeyError("k")

    async def test_leaves_task(self):
        async def forever():
            try:
                await asyncio.sleep(100)
            except asyncio.CancelledError:
                events.append("task cancelled")
                raise

        asyncio.create_task(forever())
        await asyncio.sleep(0)

    async def test_enter(self):
        class CM:
            async def __aenter__(self):
                events.append("enter")
                return "value"

            async def __aexit__(self, *exc):
                events.append("exit")

        events.append(await self.enterAsyncContext(CM()))
        try:
            await self.enterAsyncContext(3)
        except TypeError as e:
            events.append(str(e))

    @unittest.skip("why not")
    async def test_skipped(self):
        pass

    async def test_subtests(self):
        for i in range(3):
            with self.subTest(i=i):
                await asyncio.sleep(0)
                self.assertNotEqual(i, 1)


class Result(unittest.TestResult):
    def startTest(self, test):
        events.append("-- " + test._testMethodName)
        super().startTest(test)

    def stopTest(self, test):
        super().stopTest(test)
        print(events.pop(0), *(f"    {e}" for e in events), sep="\n")
        events.clear()


result = Result()
unittest.defaultTestLoader.loadTestsFromTestCase(Test).run(result)
print(result)
for kind in ("failures", "errors"):
    for test, text in getattr(result, kind):
        print(kind, test, text.splitlines()[-1])
print(result.skipped[0][1])
