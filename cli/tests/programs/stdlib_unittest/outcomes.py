# A test run with every outcome, its report and its results.
import io
import re
import unittest
import warnings


class Outcomes(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        print("setUpClass")
        cls.addClassCleanup(print, "class cleanup")

    def setUp(self):
        self.addCleanup(print, "cleanup", self._testMethodName)

    def test_success(self):
        """Has a docstring.

        Of several lines.
        """

    def test_failure(self):
        self.assertEqual([1, 2, 3], [1, 5, 3], "with a message")

    def test_error(self):
        {}["missing"]

    def test_skip(self):
        self.skipTest("not today")

    @unittest.skip("never")
    def test_skip_decorated(self):
        pass

    @unittest.expectedFailure
    def test_expected(self):
        self.fail("known")

    @unittest.expectedFailure
    def test_unexpected(self):
        pass

    def test_subtests(self):
        for i in range(4):
            with self.subTest("message", i=i):
                self.assertNotEqual(i % 2, 1)


class Broken(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        raise RuntimeError("no set-up")

    def test_never(self):
        pass


def report(verbosity, **options):
    stream = io.StringIO()
    suite = unittest.TestSuite(unittest.defaultTestLoader.loadTestsFromTestCase(c) for c in (Outcomes, Broken))
    result = unittest.TextTestRunner(stream, verbosity=verbosity, **options).run(suite)
    text = stream.getvalue().replace(__file__, "program.py")
    text = re.sub(r"in \d+\.\d+s", "in N s", text)
    print(re.sub(r'File ".*unittest', 'File "unittest', text))
    return result


result = report(2)
print(result.testsRun, len(result.failures), len(result.errors), len(result.skipped), len(result.expectedFailures), result.wasSuccessful(), result)
report(1)
report(0, failfast=True)
