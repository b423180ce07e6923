import types, typing

for text in r"""
int | str, int | None, None | int, int | str | int, (int | str) == (str | int), hash(int | str) == hash(str | int), type(int | str), (int | str).__args__, isinstance(1, int | str), isinstance(None, int | None), isinstance(2.5, int | str), issubclass(int, int | str), repr(int | list[int]), int | int, list[int] | None, (int | str) | float
int | 5
5 | int
"x" | int
isinstance([], list[int] | int)
(int | str)()
(int | str)[0]
int | "str"
list[int], dict[str, int], tuple[int, ...], tuple[()], type[int], set[int], list[list[int]], list["x"], list[int, str], repr(dict[str, list[int]]), list[...], list[None], list[1, 2], frozenset[str]
list[int].__origin__, list[int].__args__, list[int].__parameters__, list[int]([1]), dict[str, int](a=1), list[int] == list[int], list[int] == list[str], hash(list[int]) == hash(list[int]), list[int].append, list[int].__class__, type(list[int]), isinstance(list[int], type), list[int].__mro_entries__(()), list[int] is list[int]
isinstance([], list[int])
issubclass(list, list[int])
int[int]
str["x"]
list[int][str]
list[int].nosuch
bool(list[int]), [*list[int]], list[T := typing.TypeVar("T")], list[T][int], dict[T, int].__parameters__, dict[T, int][str]
list[T][int, str]
class_ := type("C", (list[int],), {}) if 0 else types.new_class("C", (list[int],)), class_.__bases__, class_.__orig_bases__, class_([1])
enumerate[int], zip[int], map[int], type(iter([]))  is not None, types.GenericAlias(list, (int,)), types.GenericAlias(int, str), types.UnionType
types.GenericAlias()
memoryview[int]
range[int]
property[int]
""".strip().splitlines():
    try:
        print(text, "->", repr(eval(text)))
    except Exception as error:
        print(text, "->", f"{type(error).__name__}: {error}")
