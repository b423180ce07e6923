def handlers():
    try:
        risky()
    except ValueError as e:
        log(e)
    except (A, B):
        return 1
    else:
        return 2
    finally:
        clean()


def leave(xs):
    for x in xs:
        try:
            if x:
                return x
            continue
        finally:
            clean(x)


def groups():
    try:
        risky()
    except* ValueError as e:
        log(e)
    except* OSError:
        pass


def contexts(a):
    with a as b, f() as (c, d):
        return b
