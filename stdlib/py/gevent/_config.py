"""The settings of gevent."""

__all__ = ["config"]


class Config:
    """Settings; only some of them mean something here."""

    resolver = None
    threadpool = None
    loop = None
    format_context = None
    max_blocking_time = 0.1
    monitor_thread = False
    max_memory_usage = None
    memory_monitor_period = 5
    print_blocking_reports = True
    trace_malloc = False
    track_greenlet_tree = True
    fileobject = None
    disable_watch_children = False
    ares_conf = None
    debug = False

    def __init__(self):
        self._hub_class = None

    @property
    def hub_class(self):
        """The class of hubs."""
        if self._hub_class is None:
            from gevent.hub import Hub
            self._hub_class = Hub
        return self._hub_class

    @hub_class.setter
    def hub_class(self, value):
        self._hub_class = value

    Hub = hub_class


config = Config()
