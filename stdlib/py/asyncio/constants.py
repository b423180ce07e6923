"""Numbers that asyncio's modules agree on."""

# After so many writes to a connection that is gone a warning is logged.
LOG_THRESHOLD_FOR_CONNLOST_WRITES = 5

# Seconds until a server that has run out of descriptors tries to accept again.
ACCEPT_RETRY_DELAY = 1

# How many frames of the stack debug mode keeps with each future and handle.
DEBUG_STACK_DEPTH = 10

# Seconds that TLS may take to begin and to end.
SSL_HANDSHAKE_TIMEOUT = 60.0
SSL_SHUTDOWN_TIMEOUT = 30.0

# The size of the pieces in which a file is sent if the system cannot do so by itself.
SENDFILE_FALLBACK_READBUFFER_SIZE = 1024 * 256


class _SendfileMode:
    """How a transport can send a file."""

    UNSUPPORTED, TRY_NATIVE, FALLBACK = 1, 2, 3


# Flow control of TLS, in units of 1024 bytes.
FLOW_CONTROL_HIGH_WATER_SSL_READ = 256
FLOW_CONTROL_HIGH_WATER_SSL_WRITE = 512
