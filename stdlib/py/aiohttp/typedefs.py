"""Names for the types of arguments."""

from collections.abc import Callable, Mapping
from typing import Any, Union

from multidict import CIMultiDict, CIMultiDictProxy, MultiDict, MultiDictProxy, istr
from yarl import URL

Byteish = Union[bytes, bytearray, memoryview]
JSONEncoder = Callable[[Any], str]
JSONDecoder = Callable[[str], Any]
LooseHeaders = Union[Mapping, CIMultiDict, CIMultiDictProxy]
RawHeaders = tuple
StrOrURL = Union[str, URL]
LooseCookies = Mapping
Handler = Callable
Middleware = Callable
PathLike = Union[str, 'os.PathLike[str]']
Query = Any
