# Types at run time: forms, aliases, substitution, errors.
import typing
from typing import *

T = TypeVar("T")
S = TypeVar("S", bound="Shape")
A = TypeVar("A", int, str)
P = ParamSpec("P")
Ts = TypeVarTuple("Ts")


class Box(Generic[T]):
    pass


class Pair(Generic[T, S]):
    pass


class Variadic(Generic[*Ts]):
    pass


class Func(Generic[P, T]):
    pass


print(List[int], Dict[str, List[T]], Optional[int], Union[int, str, int], Union[int, None, str], Tuple[int, ...], Tuple[()])
print(Callable[[int, T], str], Callable[..., Any], Callable[P, T], Literal[1, True, "a", 1], Type[int], Annotated[int, "m", 3])
print(ClassVar[int], Final[str], NoReturn, Never, Self, LiteralString, TypeAlias, TypeGuard[int], Concatenate[int, P], Unpack[Ts])
print(T, S, A, P, P.args, P.kwargs, Ts, A.__constraints__, S.__bound__, AnyStr, Text, Deque[int], ContextManager[int], Pattern[str])
print(Box[int], Pair[int, str], Dict[T, S][int, str], Variadic[int, str], Variadic[()], Func[[int, str], bool], Func[..., int])
print(Optional[T][int], Callable[P, T][[int, str], bool], Union[T, List[T]][int], Tuple[T, ...][str], Annotated[T, 1][int])
print(Box.__parameters__, Box[S].__parameters__, Dict[T, List[S]].__parameters__, Pair[T, int].__args__, Box[int].__origin__)
print(get_origin(List[int]), get_args(Dict[int, str]), get_args(Callable[[int], str]), get_origin(Annotated[int, 1]), get_origin(int | str))
print(List[int] == List[int], Union[int, str] == Union[str, int], Literal[1] == Literal[True], hash(Optional[int]) == hash(Union[None, int]))
print(int | T, T | None, List[int] | None, "X" | T, isinstance([], List), issubclass(dict, Mapping), isinstance(3, Union[int, str]))
print(Annotated[Annotated[int, 1], 2], Annotated[int, 1].__metadata__, Box[int]().__class__, Box[int]().__orig_class__, ForwardRef("x"))
for bad in ("Union[()]", "List[int, str]", "Optional[int, str]", "Union", "List[int][str]", "Generic[int]", "Literal[int]()",
            "ClassVar[int, str]", "isinstance(1, List[int])", "class X(Any[int]): pass", "Callable[int]", "Annotated[int]",
            "NoReturn[int]", "TypeVar('X', int)", "Box[int, str]", "Dict[int]",
            "Generic[T, T]", "Concatenate[int]", "ForwardRef('1 +')", "List[1, 2]", "List[ClassVar[int]]", "Tuple[(1,)]", "Any()"):
    try:
        exec(f"print({bad})" if not bad.startswith("class") else bad)
    except (TypeError, SyntaxError) as error:
        print(bad, "->", type(error).__name__, error)
