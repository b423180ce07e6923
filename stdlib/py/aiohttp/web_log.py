"""The log of requests."""

import datetime
import re
import time as time_module

from .abc import AbstractAccessLogger


class AccessLogger(AbstractAccessLogger):
    """Writes a line about each request, in a format like Apache's."""

    LOG_FORMAT = '%a %t "%r" %s %b "%{Referer}i" "%{User-Agent}i"'
    _ATOM = re.compile(r'%(\{([A-Za-z0-9\-_]+)\}([ioe])|[atPrsbOD%]|Tf?)')

    def __init__(self, logger, log_format=LOG_FORMAT):
        super().__init__(logger, log_format)
        for rest in re.findall(r'%.', self._ATOM.sub('', log_format)):
            raise ValueError(f'Invalid format string: {log_format}')

    @property
    def enabled(self):
        return self.logger.isEnabledFor(20)

    def log(self, request, response, time):
        def value(match):
            atom = match[1]
            if match[2]:
                source = request.headers if match[3] == 'i' else response.headers if match[3] == 'o' else {}
                return source.get(match[2], '-')
            if atom == 'a':
                return (request.remote or '-') if request is not None else '-'
            if atom == 't':
                zone = datetime.timezone(datetime.timedelta(seconds=-time_module.timezone))
                start = datetime.datetime.now(zone) - datetime.timedelta(seconds=time)
                return start.strftime('[%d/%b/%Y:%H:%M:%S %z]')
            if atom == 'r':
                return f'{request.method} {request.path_qs} HTTP/{request.version.major}.{request.version.minor}'
            if atom == 's':
                return str(response.status)
            if atom in ('b', 'O'):
                return str(response.body_length)
            if atom == 'T':
                return str(round(time))
            if atom == 'Tf':
                return '%06f' % time
            if atom == 'D':
                return str(round(time * 1000000))
            if atom == 'P':
                import os
                return f'<{os.getpid()}>'
            return '%'

        try:
            self.logger.info(self._ATOM.sub(value, self.log_format))
        except Exception:
            self.logger.exception('Error in logging')
