"""The end of sockets that nobody closed."""


def socket_unclosed(self):
    import warnings
    warnings.warn('unclosed ' + repr(self), ResourceWarning, source=self)
    _socket_close(self)
