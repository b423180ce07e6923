def patterns(x):
    match x:
        case 1 | -2 | "a" | None:
            return 1
        case [a, b]:
            return a
        case [a, *_, b]:
            return b
        case {"k": v, "l": (p, q), **rest} if v:
            return rest
        case Point(0, y=c) as d:
            return c
        case (Left(e) | Right(_, e)) if e:
            return e
        case _:
            return 0
