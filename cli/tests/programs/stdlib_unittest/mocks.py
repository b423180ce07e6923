# Mocks: calls, side effects, specs, patches, magic methods.
import asyncio
import re
from unittest.mock import ANY, DEFAULT, AsyncMock, MagicMock, Mock, PropertyMock, call, create_autospec, mock_open, patch, seal, sentinel


def show(value):
    print(re.sub(r"id='\d+'", "id='N'", str(value)))


def attempt(function):
    try:
        show(function())
    except Exception as error:
        show(f"{type(error).__name__}: {error}")


m = Mock(return_value=3, name="m")
print(m(1, k=2), m(ANY), m.call_count, m.call_args, m.call_args_list, m.called)
m.child.method(4).other(5)
show(m.mock_calls)
show(m)
show(m.child.method)
m.assert_any_call(1, k=2)
m.assert_has_calls([call(1, k=2), call.child.method(4)], any_order=True)
attempt(lambda: m.assert_called_once())
attempt(lambda: m.assert_called_with(9))
attempt(lambda: m.assert_not_called())
attempt(lambda: m.child.assert_called())
attempt(lambda: m.assert_has_calls([call(7)]))
attempt(lambda: m.asert_called())
effects = Mock(side_effect=[1, ValueError("boom"), DEFAULT], return_value="r")
for _ in range(4):
    attempt(effects)
attempt(Mock(side_effect=lambda x: x * 2).__call__)
print(Mock(side_effect=lambda x: x * 2)(4), sentinel.thing, Mock(**{"a.b.return_value": 5}).a.b())


class Spec:
    attribute = 1

    def method(self, a, b=2):
        pass

    async def slow(self, x):
        pass


spec = create_autospec(Spec)
instance = spec()
instance.method(1, b=3)
print(instance.method.mock_calls, isinstance(instance, Spec))
attempt(lambda: instance.method())
attempt(lambda: instance.nothing)
attempt(lambda: Mock(spec=Spec).other)
attempt(lambda: setattr(Mock(spec_set=Spec), "other", 1))
magic = MagicMock()
magic.__getitem__.return_value = "item"
magic.__len__.return_value = 7
magic.__enter__.return_value = "entered"
with magic as value:
    print(value, magic["k"], len(magic), list(magic), int(magic), bool(magic), magic == magic, "x" in magic)
show(magic.mock_calls)

with patch("os.getcwd", return_value="/nowhere") as cwd:
    import os
    print(os.getcwd(), cwd.called)
with patch.object(Spec, "attribute", 99), patch.dict(os.environ, {"ONLY_HERE": "1"}):
    print(Spec.attribute, os.environ["ONLY_HERE"])
print(Spec.attribute, "ONLY_HERE" in os.environ)


@patch("builtins.print")
@patch.multiple(Spec, attribute=DEFAULT)
def patched(fake_print, attribute):
    print("swallowed")
    return fake_print.mock_calls, attribute is Spec.attribute


print(patched())
attempt(lambda: patch("nodots"))
attempt(lambda: patch.object(Spec, "absent").start())
with patch("builtins.open", mock_open(read_data="one\ntwo\n")) as opened:
    with open("any") as file:
        print(file.readline(), file.read(), opened.call_args)
with patch.object(Spec, "attribute", new_callable=PropertyMock) as prop:
    prop.return_value = 12
    print(Spec().attribute, prop.mock_calls)


async def main():
    slow = AsyncMock(return_value=4)
    print(await slow(1), slow.await_count, slow.await_args)
    slow.assert_awaited_once_with(1)
    print(await create_autospec(Spec)().slow(3) is not None)
    try:
        slow.assert_not_awaited()
    except AssertionError as error:
        print(error)


asyncio.run(main())
sealed = Mock()
sealed.known = 1
seal(sealed)
attempt(lambda: sealed.unknown)
m.reset_mock()
print(m.mock_calls, m.call_count, call.a(1).b(2).call_list(), call(1, x=2) == call(1, x=2), call == call)
