"""Files as responses."""

__all__ = ('FileResponse',)

import asyncio
import mimetypes
import os
import pathlib
from stat import S_ISREG

from .helpers import ETag
from .web_response import StreamResponse

_ENCODED = (('gzip', '.gz'),)


class FileResponse(StreamResponse):
    """A file; ranges of it, and questions whether it has changed, are answered too."""

    def __init__(self, path, chunk_size=256 * 1024, status=200, reason=None, headers=None):
        super().__init__(status=status, reason=reason, headers=headers)
        self._path = pathlib.Path(path)
        self._chunk_size = chunk_size

    def _open(self, accepted):
        for coding, suffix in _ENCODED:
            if coding in accepted:
                packed = self._path.with_suffix(self._path.suffix + suffix)
                if packed.is_file():
                    return packed.open('rb'), packed.stat(), coding
        stat = self._path.stat()
        if not S_ISREG(stat.st_mode):
            raise FileNotFoundError(self._path)
        return self._path.open('rb'), stat, None

    async def prepare(self, request):
        """Send the file."""
        if self._writer is not None or self._eof_sent:
            return self._writer
        loop = asyncio.get_running_loop()
        try:
            file, stat, coding = await loop.run_in_executor(
                None, self._open, request.headers.get('Accept-Encoding', '').lower())
        except PermissionError:
            self.set_status(403)
            return await self._plain(request)
        except OSError:
            self.set_status(404)
            return await self._plain(request)
        try:
            return await self._send(request, loop, file, stat, coding)
        finally:
            file.close()

    async def _plain(self, request):
        self.content_length = 0
        self._length_check = True
        return await super().prepare(request)

    async def _send(self, request, loop, file, stat, coding):
        tag = f'{stat.st_mtime_ns:x}-{stat.st_size:x}'
        modified = int(stat.st_mtime)

        def differs(tags, weak):
            return not (len(tags) == 1 and tags[0].value == '*') and not any(
                t.value == tag for t in tags if weak or not t.is_weak)

        if (tags := request.if_match) is not None and differs(tags, False):
            self.set_status(412)
            return await self._plain(request)
        if (since := request.if_unmodified_since) is not None and request.if_match is None \
                and modified > since.timestamp():
            self.set_status(412)
            return await self._plain(request)
        tags = request.if_none_match
        since = request.if_modified_since
        if tags is not None and not differs(tags, True) or \
                tags is None and since is not None and modified <= since.timestamp():
            self.set_status(304)
            self._length_check = False
            self.etag, self.last_modified = tag, modified
            return await super().prepare(request)
        if coding:
            self._headers['Content-Encoding'] = coding
            self._headers['Vary'] = 'Accept-Encoding'
            self._compress = False
        size, start, count = stat.st_size, 0, stat.st_size
        since = request.if_range
        if since is None or modified <= since.timestamp():
            try:
                wanted = request.http_range
                start, end = wanted.start, wanted.stop
            except ValueError:
                self._headers['Content-Range'] = f'bytes */{size}'
                self.set_status(416)
                return await self._plain(request)
            if start is not None or end is not None:
                if start is not None and start < 0:
                    start = max(0, start + size)
                    end = size
                end = size if end is None else min(end, size)
                if start >= size:
                    self._headers['Content-Range'] = f'bytes */{size}'
                    self.set_status(416)
                    return await self._plain(request)
                count = end - start
                self.set_status(206)
                self._headers['Content-Range'] = f'bytes {start}-{start + count - 1}/{size}'
            else:
                start = 0
        if 'Content-Type' not in self._headers:
            kind, guessed = mimetypes.guess_type(str(self._path))
            if guessed and not coding:
                kind = {'gzip': 'application/gzip', 'bzip2': 'application/x-bzip2'}.get(guessed, kind)
            self.content_type = kind or 'application/octet-stream'
        self.etag, self.last_modified = tag, modified
        self.content_length = count
        self._headers['Accept-Ranges'] = 'bytes'
        writer = await super().prepare(request)
        if request.method == 'HEAD' or not count:
            return writer
        if start:
            file.seek(start)
        while count:
            chunk = await loop.run_in_executor(None, file.read, min(self._chunk_size, count))
            if not chunk:
                # It has become shorter: the client must not take that for the end.
                self.force_close()
                request.transport.abort()
                break
            count -= len(chunk)
            await self.write(chunk)
        return writer
