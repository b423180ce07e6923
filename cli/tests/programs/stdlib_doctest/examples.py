# Doctests: passing and failing examples, options, the report.
import doctest
import io
import re


def good(x):
    """
    >>> good(2)
    4
    >>> print("a\\n\\nb")
    a
    <BLANKLINE>
    b
    >>> list(range(20)) # doctest: +ELLIPSIS
    [0, 1, ..., 19]
    >>> good("x")
    Traceback (most recent call last):
    ...
    TypeError: can't multiply sequence by non-int of type 'str'
    """
    return x * x


def bad():
    """
    >>> 1 + 1
    3
    >>> {}["k"]
    >>> print("no output wanted")
    >>> 5
    5
    """


def run(function, **options):
    runner = doctest.DocTestRunner(**options)
    lines = []
    for test in doctest.DocTestFinder().find(function, function.__name__):
        print(test.name, len(test.examples), runner.run(test, out=lines.append))
    text = "".join(lines).replace(__file__, "program.py")
    print(re.sub(r'(?s)File "[^"]*", line \d+, in __run.*?File "<doc', 'File "<doc', text))


run(good)
run(bad)
run(bad, optionflags=doctest.REPORT_ONLY_FIRST_FAILURE | doctest.REPORT_NDIFF)
run(good, verbose=True)
parser = doctest.DocTestParser()
print([(e.source, e.want, e.lineno, e.exc_msg) for e in parser.get_examples(good.__doc__)])
checker = doctest.OutputChecker()
print(checker.check_output("a  b\n", "a b\n", doctest.NORMALIZE_WHITESPACE), checker.check_output("1\n", "True\n", 0), checker.output_difference(doctest.Example("x", "y"), "z", 0))
print(doctest.script_from_examples("Text.\n>>> x = 1\n>>> x\n1\nMore.\n"))
for text in (">>>bad", "    >>> a\n  b", ">>> x # doctest: +NOPE"):
    try:
        print(parser.parse(text))
    except ValueError as error:
        print(error)
