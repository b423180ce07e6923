# The messages of assertions.
import logging
import unittest
import warnings

case = unittest.TestCase()
case.maxDiff = 200


def tell(name, *args, **kwargs):
    try:
        getattr(case, name)(*args, **kwargs)
        print(name, "ok")
    except AssertionError as error:
        print(name, "->", error)
    except Exception as error:
        print(name, type(error).__name__, error)


tell("assertEqual", 1, 2)
tell("assertEqual", "a\nb\nc", "a\nx\nc")
tell("assertEqual", (1, 2), (1, 2, 3), "extra")
tell("assertEqual", {1: 2, 3: 4}, {1: 2, 3: 5})
tell("assertEqual", {1, 2}, {2, 3})
tell("assertEqual", [1] * 60, [2] * 60)
tell("assertEqual", "x" * 100, "x" * 90 + "y")
tell("assertNotEqual", 1, 1)
tell("assertTrue", [])
tell("assertFalse", [1])
tell("assertIs", [], [])
tell("assertIsNot", None, None)
tell("assertIsNone", 3)
tell("assertIsNotNone", None)
tell("assertIn", 3, [1, 2])
tell("assertNotIn", 1, [1, 2])
tell("assertIsInstance", 3, str)
tell("assertNotIsInstance", 3, int)
tell("assertAlmostEqual", 1.0, 1.1)
tell("assertAlmostEqual", 1.0, 1.0000000001)
tell("assertAlmostEqual", 1, 3, delta=1)
tell("assertAlmostEqual", 1, 3, places=1, delta=1)
tell("assertNotAlmostEqual", 1.0, 1.0)
tell("assertGreater", 1, 2)
tell("assertGreaterEqual", 1, 2)
tell("assertLess", 2, 1)
tell("assertLessEqual", 2, 1)
tell("assertRegex", "abc", "x+")
tell("assertNotRegex", "abc", "b")
tell("assertCountEqual", [1, 1, 2], [1, 2, 2])
tell("assertCountEqual", [[1], [2]], [[2], [1]])
tell("assertSequenceEqual", [1, 2], (1, 3))
tell("assertListEqual", (1,), [1])
tell("assertDictEqual", 3, {})
tell("assertSetEqual", 3, {1})
tell("assertRaises", ValueError, int, "3")
tell("assertRaises", ValueError, int, "x")
tell("assertRaises", 3, int)
tell("assertRaisesRegex", ValueError, "zzz", int, "x")
tell("assertWarns", UserWarning, warnings.warn, "w")
tell("assertWarns", DeprecationWarning, print, "printed")
tell("fail", "failed")
tell("assertEqual", 1, 2, msg="custom")
with case.assertRaises(KeyError) as caught:
    {}["k"]
print(repr(caught.exception))
with case.assertLogs("some", "INFO") as logs:
    logging.getLogger("some.child").warning("careful %d", 3)
print(logs.output, logs.records[0].levelname)
try:
    with case.assertLogs():
        pass
except AssertionError as error:
    print(error)
try:
    with case.assertRaises(ValueError, msg="hm"):
        pass
except AssertionError as error:
    print(error)
case.longMessage = False
tell("assertEqual", 1, 2, "only this")
