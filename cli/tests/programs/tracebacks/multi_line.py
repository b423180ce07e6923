# exit: 1
# fmt: off
import traceback


def call(*args, **kwargs):
    return kwargs


def show(function):
    try:
        function()
    except Exception:
        traceback.print_exc()


def binary():
    return (
        1
        + 2
        + "three"
    )


def subscript():
    return call(
        a=1,
    )[
        "b"
    ]


def arguments():
    call(
        1,
        int("x"),
        2,
    )


def method():
    (
        call(b=1)
        .keys()
        .nosuch()
    )


def comprehension():
    return [
        1 / n
        for n in range(2)
        if n < 5
    ]


def dictionary():
    return {
        "a": 1,
        "b": undefined,
    }


def string():
    return (
        "text"
        f"{1 / 0}"
    )


def condition():
    if (
        1 < 2
        and undefined
    ):
        pass


def statement():
    x = [1, 2, 3]; y = x[1] / 0; z = 1


def indented():
    if True:
        for i in range(1):
            while True:
                return [[]][0][i] + (  lambda: 0  )( )


def continued():
    return 1 + \
        undefined


def called():
    return call(
        a=1)(
        2)


def decorated():
    @call(
        a=undefined,
    )
    def f():
        pass


def default():
    def f(
        a=1,
        b=undefined,
    ):
        pass


def base():
    class C(
        int,
        undefined,
    ):
        x = 1


def with_block():
    with (
        open("/dev/null") as f,
        undefined as g,
    ):
        pass


def loop():
    for x in (
        1,
        undefined,
    ):
        pass


def assertion():
    assert (
        1 ==
        2
    ), (
        "not equal"
    )


def raising():
    raise (
        ValueError(
            "spread"
        )
    )


def deleting():
    del (
        undefined
    )


def nested_call():
    return call(a=call(b=call(
        c=undefined
    )))


for function in (
    binary, subscript, arguments, method, comprehension, dictionary, string, condition, statement, indented,
    continued, called, decorated, default, base, with_block, loop, assertion, raising, deleting, nested_call,
):
    show(function)
call(
    a=1,
    b=[
        2,
    ],
).nosuch
