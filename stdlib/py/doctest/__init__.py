"""Examples in docstrings, run as tests: what an interactive session shows has to be what comes out.

    if __name__ == "__main__":
        import doctest
        doctest.testmod()

at the end of a module runs the lines after `>>>` in all its docstrings.

The parts: `_options` holds the option flags, `_examples` finds examples in text and objects, `_checker` compares
output, `_runner` runs examples, `_unit` makes them unittest cases.
"""

from ._options import *
from ._options import _OPTION_DIRECTIVE_PREFIX, COMPARISON_FLAGS, OPTIONFLAGS_BY_NAME, REPORTING_FLAGS
from ._examples import *
from ._examples import _indent, _normalize_module
from ._checker import *
from ._checker import _ellipsis_match
from ._runner import *
from ._runner import _SpoofOut
from ._unit import *

__all__ = [
    'register_optionflag',
    'DONT_ACCEPT_TRUE_FOR_1', 'DONT_ACCEPT_BLANKLINE', 'NORMALIZE_WHITESPACE', 'ELLIPSIS', 'SKIP',
    'IGNORE_EXCEPTION_DETAIL', 'COMPARISON_FLAGS',
    'REPORT_UDIFF', 'REPORT_CDIFF', 'REPORT_NDIFF', 'REPORT_ONLY_FIRST_FAILURE', 'REPORTING_FLAGS', 'FAIL_FAST',
    'Example', 'DocTest',
    'DocTestParser',
    'DocTestFinder',
    'DocTestRunner', 'OutputChecker', 'DocTestFailure', 'UnexpectedException', 'DebugRunner',
    'testmod', 'testfile', 'run_docstring_examples',
    'DocTestSuite', 'DocFileSuite', 'set_unittest_reportflags',
    'script_from_examples', 'testsource', 'debug_src', 'debug',
]

# The runner that testmod and testfile add their results to.
master = None


def testmod(m=None, name=None, globs=None, verbose=None, report=True, optionflags=0, extraglobs=None,
            raise_on_error=False, exclude_empty=False):
    """Run the examples of a module, by default the program; return (failed, attempted)."""
    global master
    if m is None:
        import sys
        m = sys.modules.get('__main__')
    import inspect
    if not inspect.ismodule(m):
        raise TypeError("testmod: module required; %r" % (m,))
    if name is None:
        name = m.__name__
    finder = DocTestFinder(exclude_empty=exclude_empty)
    if raise_on_error:
        runner = DebugRunner(verbose=verbose, optionflags=optionflags)
    else:
        runner = DocTestRunner(verbose=verbose, optionflags=optionflags)
    for test in finder.find(m, name, globs=globs, extraglobs=extraglobs):
        runner.run(test)
    if report:
        runner.summarize()
    if master is None:
        master = runner
    else:
        master.merge(runner)
    return TestResults(runner.failures, runner.tries)


def testfile(filename, module_relative=True, name=None, package=None, globs=None, verbose=None, report=True,
             optionflags=0, extraglobs=None, raise_on_error=False, parser=None, encoding=None):
    """Run the examples in a text file; return (failed, attempted).

    The path is relative to the module that calls, or to `package`, unless `module_relative` is false.
    """
    global master
    import os
    if package and not module_relative:
        raise ValueError("Package may only be specified for module-relative paths.")
    text, filename = load_testfile(filename, package, module_relative, encoding or "utf-8")
    if name is None:
        name = os.path.basename(filename)
    globs = {} if globs is None else globs.copy()
    if extraglobs is not None:
        globs.update(extraglobs)
    if '__name__' not in globs:
        globs['__name__'] = '__main__'
    if raise_on_error:
        runner = DebugRunner(verbose=verbose, optionflags=optionflags)
    else:
        runner = DocTestRunner(verbose=verbose, optionflags=optionflags)
    if parser is None:
        parser = DocTestParser()
    test = parser.get_doctest(text, globs, name, filename, 0)
    runner.run(test)
    if report:
        runner.summarize()
    if master is None:
        master = runner
    else:
        master.merge(runner)
    return TestResults(runner.failures, runner.tries)


def run_docstring_examples(f, globs, verbose=False, name="NoName", compileflags=None, optionflags=0):
    """Run the examples of one object."""
    finder = DocTestFinder(verbose=verbose, recurse=False)
    runner = DocTestRunner(verbose=verbose, optionflags=optionflags)
    for test in finder.find(f, name, globs=globs):
        runner.run(test, compileflags=compileflags)
