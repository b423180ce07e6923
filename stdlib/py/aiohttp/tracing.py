"""Following the requests of a session."""

from types import SimpleNamespace

from ._signal import Signal

# The signals, and the fields of what they are sent with.
_SIGNALS = {
    'request_start': 'method url headers',
    'request_chunk_sent': 'method url chunk',
    'response_chunk_received': 'method url chunk',
    'request_end': 'method url headers response',
    'request_exception': 'method url headers exception',
    'request_redirect': 'method url headers response',
    'connection_queued_start': '',
    'connection_queued_end': '',
    'connection_create_start': '',
    'connection_create_end': '',
    'connection_reuseconn': '',
    'dns_resolvehost_start': 'host',
    'dns_resolvehost_end': 'host',
    'dns_cache_hit': 'host',
    'dns_cache_miss': 'host',
    'request_headers_sent': 'method url headers',
}


def _class(name, fields):
    fields = tuple(fields.split())

    def __init__(self, *values):
        for field, value in zip(fields, values, strict=True):
            setattr(self, field, value)

    def __repr__(self):
        return f'{name}({", ".join(f"{f}={getattr(self, f)!r}" for f in fields)})'

    return type(name, (), {'__init__': __init__, '__repr__': __repr__, '__module__': __name__})


_PARAMS = {}
for _name, _fields in _SIGNALS.items():
    _title = 'Trace' + ''.join(part.capitalize() for part in _name.replace('resolvehost', 'resolve_host').split('_'))
    _title += 'Params'
    _PARAMS[_name] = globals()[_title] = _class(_title, _fields)
del _name, _fields, _title

__all__ = ('TraceConfig', *(c.__name__ for c in _PARAMS.values()))


class TraceConfig:
    """What is called in the course of a request."""

    def __init__(self, trace_config_ctx_factory=SimpleNamespace):
        self._factory = trace_config_ctx_factory
        for name in _SIGNALS:
            setattr(self, f'on_{name}', Signal(self))

    def trace_config_ctx(self, trace_request_ctx=None):
        """Return the context of a request."""
        return self._factory(trace_request_ctx=trace_request_ctx)

    def freeze(self):
        """Nothing more is added."""
        for name in _SIGNALS:
            getattr(self, f'on_{name}').freeze()


class Traces:
    """The traces of one request."""

    def __init__(self, session, configs, request_ctx):
        self._session = session
        self._rows = [(config, config.trace_config_ctx(request_ctx)) for config in configs]

    def __bool__(self):
        return bool(self._rows)

    async def send(self, name, *values):
        """Tell what happens."""
        for config, context in self._rows:
            await getattr(config, f'on_{name}').send(self._session, context, _PARAMS[name](*values))
