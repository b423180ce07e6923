"""What the parts of a program may replace."""

from abc import ABC, abstractmethod
from collections.abc import Iterable, Sized


class AbstractRouter(ABC):
    """Finds what handles a request."""

    def __init__(self):
        self._frozen = False

    def post_init(self, app):
        """Called with the application that it is for."""

    @property
    def frozen(self):
        return self._frozen

    def freeze(self):
        self._frozen = True

    @abstractmethod
    async def resolve(self, request):
        """Return the AbstractMatchInfo of a request."""


class AbstractMatchInfo(ABC):
    """What a router has found."""

    @property
    @abstractmethod
    def handler(self):
        """The handler."""

    @property
    @abstractmethod
    def expect_handler(self):
        """What deals with the header Expect."""

    @property
    @abstractmethod
    def http_exception(self):
        """The exception if nothing was found."""

    @abstractmethod
    def get_info(self):
        """Return what is known about the route."""

    @property
    @abstractmethod
    def apps(self):
        """The applications, from the outermost."""

    @abstractmethod
    def add_app(self, app):
        """Add an outer application."""

    @abstractmethod
    def freeze(self):
        """No more applications come."""


class AbstractView(ABC):
    """A handler that is a class."""

    def __init__(self, request):
        self._request = request

    @property
    def request(self):
        return self._request

    @abstractmethod
    def __await__(self):
        """Handle the request."""


class AbstractResolver(ABC):
    """Looks up names."""

    @abstractmethod
    async def resolve(self, host, port, family):
        """Return a list of dicts: hostname, host, port, family, proto, flags."""

    @abstractmethod
    async def close(self):
        """Release what it holds."""


class AbstractCookieJar(Sized, Iterable):
    """Keeps cookies."""

    def __init__(self, *, loop=None):
        import asyncio
        self._loop = loop or asyncio.get_event_loop()

    @abstractmethod
    def clear(self, predicate=None):
        """Remove cookies."""

    @abstractmethod
    def clear_domain(self, domain):
        """Remove the cookies of a domain."""

    @abstractmethod
    def update_cookies(self, cookies, response_url):
        """Take cookies."""

    @abstractmethod
    def filter_cookies(self, request_url):
        """Return the cookies for a URL."""


class AbstractStreamWriter(ABC):
    """Writes a body."""

    @abstractmethod
    async def write(self, chunk):
        """Write a piece."""

    @abstractmethod
    async def write_eof(self, chunk=b''):
        """Write the last piece."""


class AbstractAccessLogger(ABC):
    """Writes the log of requests."""

    def __init__(self, logger, log_format):
        self.logger = logger
        self.log_format = log_format

    @abstractmethod
    def log(self, request, response, time):
        """Write about a request."""

    @property
    def enabled(self):
        return True
