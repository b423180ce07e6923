"""`python -m inspect module:qualname` prints the source of an object, with `--details` where it comes from."""


def main():
    """Answer one question asked on the command line."""
    import argparse
    import importlib
    import sys
    import inspect

    parser = argparse.ArgumentParser(prog="inspect.py" if __name__ != "__main__" else None)
    parser.add_argument('object', help="The object to be analysed. It supports the 'module:qualname' syntax")
    parser.add_argument('-d', '--details', action='store_true',
                        help='Display info about the module rather than its source code')
    args = parser.parse_args()

    mod_name, has_attrs, attrs = args.object.partition(":")
    try:
        obj = module = importlib.import_module(mod_name)
    except Exception as exc:
        print("Failed to import {} ({}: {})".format(mod_name, type(exc).__name__, exc), file=sys.stderr)
        sys.exit(2)
    for part in attrs.split(".") if has_attrs else ():
        obj = getattr(obj, part)
    if module.__name__ in sys.builtin_module_names:
        print("Can't get info for builtin modules.", file=sys.stderr)
        sys.exit(1)

    if not args.details:
        print(inspect.getsource(obj))
        return
    print('Target: {}'.format(args.object))
    print('Origin: {}'.format(inspect.getsourcefile(module)))
    print('Cached: {}'.format(module.__cached__))
    if obj is module:
        print('Loader: {}'.format(repr(module.__loader__)))
        if hasattr(module, '__path__'):
            print('Submodule search path: {}'.format(module.__path__))
    else:
        try:
            lineno = inspect.findsource(obj)[1]
        except Exception:
            pass
        else:
            print('Line: {}'.format(lineno))
    print('\n')


if __name__ == "__main__":
    main()
