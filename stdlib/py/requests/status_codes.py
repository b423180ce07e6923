"""Names for the numbers of responses: `codes.ok`, `codes.NOT_FOUND`, `codes["teapot"]`."""

from http import HTTPStatus

from requests.structures import LookupDict

codes = LookupDict(name="status_codes")

# Other names than those of the standard library.
_MORE = {
    200: ("okay", "all_ok", "all_okay", "all_good", "\\o/", "✓"), 203: ("non_authoritative_info",),
    205: ("reset",), 206: ("partial",), 207: ("multiple_status", "multi_stati", "multiple_stati"),
    301: ("moved", "\\o-"), 303: ("other",), 307: ("temporary_moved", "temporary"),
    308: ("resume_incomplete", "resume"), 400: ("bad",), 402: ("payment",), 404: ("-o-",), 405: ("not_allowed",),
    407: ("proxy_auth", "proxy_authentication"), 408: ("timeout",), 412: ("precondition",),
    413: ("content_too_large",), 414: ("uri_too_long",), 415: ("unsupported_media", "media_type"),
    416: ("requested_range", "range_not_satisfiable"), 418: ("teapot", "i_am_a_teapot"), 422: ("unprocessable", "unprocessable_content"),
    425: ("unordered_collection",), 428: ("precondition",), 429: ("too_many",),
    431: ("header_fields_too_large", "fields_too_large"), 500: ("server_error", "/o\\", "✗"),
    504: (), 505: ("http_version",), 511: ("network_auth", "network_authentication"),
}

for _status in HTTPStatus:
    for _name in (_status.name.lower(), *_MORE.get(_status.value, ())):
        setattr(codes, _name, _status.value)
        if not _name.startswith(("\\", "/")):
            setattr(codes, _name.upper(), _status.value)
