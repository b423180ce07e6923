"""HTTP for people: `requests.get(url).json()`.

This is Pausa's own implementation of the interface of the package `requests`, on `http.client`.
Where the real package stands on `sys.path`, that one is imported.
"""

import logging

from requests import adapters, auth, cookies, exceptions, models, sessions, structures, utils
from requests.api import delete, get, head, options, patch, post, put, request
from requests.exceptions import (ConnectionError, ConnectTimeout, FileModeWarning, HTTPError, JSONDecodeError, ReadTimeout,
                                 RequestException, Timeout, TooManyRedirects, URLRequired)
from requests.models import PreparedRequest, Request, Response
from requests.sessions import Session, session
from requests.status_codes import codes

__title__ = "requests"
__version__ = "2.32.0"
__build__ = 0x023200
__license__ = "Apache-2.0"

logging.getLogger(__name__).addHandler(logging.NullHandler())
