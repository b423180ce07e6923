"""Objects that stand in for others in tests, and remember how they were used.

    >>> m = Mock(return_value=3)
    >>> m(1, key='x')
    3
    >>> m.assert_called_once_with(1, key='x')

`patch` puts a mock in the place of an object for a while; `create_autospec` makes one that takes only the calls
that the original takes.

The parts: `_base` holds markers and small helpers, `_call` calls, `_signature` what calls a spec takes, `_mock`
the mocks, `_magic` those with special methods, `_async` those that are awaited, `_patch` patching, `_autospec`
specs all the way down, `_extras` mock_open, PropertyMock and seal.
"""

__all__ = (
    'Mock',
    'MagicMock',
    'patch',
    'sentinel',
    'DEFAULT',
    'ANY',
    'call',
    'create_autospec',
    'AsyncMock',
    'FILTER_DIR',
    'NonCallableMock',
    'NonCallableMagicMock',
    'mock_open',
    'PropertyMock',
    'seal',
)

# Whether dir() of a mock leaves out what is of no use.
FILTER_DIR = True

from ._base import (
    DEFAULT, InvalidSpecError, _callable, _instance_callable, _is_async_func, _is_async_obj, _is_exception,
    _is_instance_mock, _is_list, _is_magic, sentinel)
from ._call import ANY, _ANY, _AnyComparer, _Call, _CallList, _format_call_signature, call
from ._signature import _check_sig, _get_signature_object, _set_signature, _spec_signature
from ._mock import Base, CallableMixin, Mock, NonCallableMock, _MockIter, _check_and_set_parent, _extract_mock
from ._magic import (
    MagicMixin, MagicMock, MagicProxy, NonCallableMagicMock, _all_magics, _async_method_magics, _calculate_return_value,
    _magics, _non_defaults, _side_effect_methods, _unsupported_magics, numerics)
from ._async import AsyncMagicMixin, AsyncMock, AsyncMockMixin, _AsyncIterator
from ._patch import _get_target, _importer, _patch, patch
from ._autospec import _must_skip, _SpecState, create_autospec
from ._extras import PropertyMock, _to_stream, mock_open, seal
