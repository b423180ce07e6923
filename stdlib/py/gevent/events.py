"""What happens in gevent that programs may want to hear of: each event is given to all `subscribers`."""

__all__ = [
    "subscribers", "IEventLoopBlocked", "EventLoopBlocked", "IMemoryUsageThresholdExceeded",
    "MemoryUsageThresholdExceeded", "IMemoryUsageUnderThreshold", "MemoryUsageUnderThreshold", "IPeriodicMonitorThread",
    "IPeriodicMonitorThreadStartedEvent", "PeriodicMonitorThreadStartedEvent", "IGeventPatchEvent", "GeventPatchEvent",
    "IGeventWillPatchEvent", "DoNotPatch", "GeventWillPatchEvent", "IGeventDidPatchEvent", "IGeventWillPatchModuleEvent",
    "GeventWillPatchModuleEvent", "IGeventDidPatchModuleEvent", "GeventDidPatchModuleEvent", "IGeventWillPatchAllEvent",
    "GeventWillPatchAllEvent", "IGeventDidPatchBuiltinModulesEvent", "GeventDidPatchBuiltinModulesEvent",
    "IGeventDidPatchAllEvent", "GeventDidPatchAllEvent",
]

# Functions that are called with each event.
subscribers = []


def notify(event):
    """Give an event to all subscribers, in the order in which they are."""
    for subscriber in list(subscribers):
        subscriber(event)


class _Interface(type):
    """An interface: objects provide it whose class is one of those that say so."""

    def providedBy(cls, obj):
        """Whether the object provides the interface."""
        return any(issubclass(i, cls) for c in type(obj).__mro__ for i in c.__dict__.get("_provides", ()))


def _interface(name, doc, *bases):
    return _Interface(name, bases, {"__doc__": doc, "__module__": __name__})


IPeriodicMonitorThread = _interface("IPeriodicMonitorThread", "What watches the hub from another thread.")
IPeriodicMonitorThreadStartedEvent = _interface("IPeriodicMonitorThreadStartedEvent", "Such a thread has begun.")
IEventLoopBlocked = _interface("IEventLoopBlocked", "A greenlet has kept the others waiting.")
IMemoryUsageThresholdExceeded = _interface("IMemoryUsageThresholdExceeded", "More memory is used than is allowed.")
IMemoryUsageUnderThreshold = _interface("IMemoryUsageUnderThreshold", "It is no longer too much.")
IGeventPatchEvent = _interface("IGeventPatchEvent", "Something is patched.")
IGeventWillPatchEvent = _interface("IGeventWillPatchEvent", "Something is about to be patched.", IGeventPatchEvent)
IGeventDidPatchEvent = _interface("IGeventDidPatchEvent", "Something was patched.", IGeventPatchEvent)
IGeventWillPatchModuleEvent = _interface("IGeventWillPatchModuleEvent", "A module is about to be patched.",
                                         IGeventWillPatchEvent)
IGeventDidPatchModuleEvent = _interface("IGeventDidPatchModuleEvent", "A module was patched.", IGeventDidPatchEvent)
IGeventWillPatchAllEvent = _interface("IGeventWillPatchAllEvent", "`patch_all()` begins.", IGeventWillPatchEvent)
IGeventDidPatchBuiltinModulesEvent = _interface("IGeventDidPatchBuiltinModulesEvent",
                                                "`patch_all()` has patched the modules of the library.",
                                                IGeventDidPatchEvent)
IGeventDidPatchAllEvent = _interface("IGeventDidPatchAllEvent", "`patch_all()` has done all.", IGeventDidPatchEvent)


class PeriodicMonitorThreadStartedEvent:
    """The thread that watches the hub has begun."""

    ENTRY_POINT_NAME = "gevent.plugins.hub.periodic_monitor_thread_started"
    _provides = (IPeriodicMonitorThreadStartedEvent,)

    def __init__(self, monitor):
        self.monitor = monitor


class EventLoopBlocked:
    """A greenlet has kept the others waiting for so many seconds."""

    _provides = (IEventLoopBlocked,)

    def __init__(self, greenlet, blocking_time, info, *, hub=None):
        self.greenlet = greenlet
        self.blocking_time = blocking_time
        self.info = info
        self.hub = hub


class _AbstractMemoryEvent:
    """The process's memory has changed in a way that matters."""

    def __init__(self, mem_usage, max_allowed, memory_info):
        self.mem_usage = mem_usage
        self.max_allowed = max_allowed
        self.memory_info = memory_info

    def __repr__(self):
        return f"<{type(self).__name__} used={self.mem_usage} max={self.max_allowed} details={self.memory_info!r}>"


class MemoryUsageThresholdExceeded(_AbstractMemoryEvent):
    """More memory is used than is allowed."""

    _provides = (IMemoryUsageThresholdExceeded,)


class MemoryUsageUnderThreshold(_AbstractMemoryEvent):
    """It is no longer too much."""

    _provides = (IMemoryUsageUnderThreshold,)

    def __init__(self, mem_usage, max_allowed, memory_info, max_usage):
        super().__init__(mem_usage, max_allowed, memory_info)
        self.max_memory_usage = max_usage


class DoNotPatch(BaseException):
    """A subscriber raises it that wants something not to be patched."""


class GeventPatchEvent:
    """Something is patched: `source` has what is to be in `target`."""

    _provides = (IGeventPatchEvent,)

    def __init__(self, source, target):
        self.source = source
        self.target = target

    def __repr__(self):
        return f"<{type(self).__name__} source={self.source!r} target={self.target!r} at {id(self):x}>"


class GeventWillPatchEvent(GeventPatchEvent):
    """Something is about to be patched."""

    _provides = (IGeventWillPatchEvent,)


class GeventDidPatchEvent(GeventPatchEvent):
    """Something was patched."""

    _provides = (IGeventDidPatchEvent,)


class GeventWillPatchModuleEvent(GeventWillPatchEvent):
    """A module is about to be patched."""

    ENTRY_POINT_NAME = "gevent.plugins.monkey.will_patch_module"
    _provides = (IGeventWillPatchModuleEvent,)

    def __init__(self, module_name, source, target, items):
        super().__init__(source, target)
        self.module_name = module_name
        self.target_item_names = items


class GeventDidPatchModuleEvent(GeventDidPatchEvent):
    """A module was patched."""

    ENTRY_POINT_NAME = "gevent.plugins.monkey.did_patch_module"
    _provides = (IGeventDidPatchModuleEvent,)

    def __init__(self, module_name, source, target):
        super().__init__(source, target)
        self.module_name = module_name


class _PatchAllMixin:

    def __init__(self, patch_all_arguments, patch_all_kwargs):
        super().__init__(None, None)
        self._patch_all_arguments = patch_all_arguments
        self._patch_all_kwargs = patch_all_kwargs

    @property
    def patch_all_arguments(self):
        """What `patch_all()` was told, by the names of its parameters."""
        return self._patch_all_arguments.copy()

    @property
    def patch_all_kwargs(self):
        """What else it was told."""
        return self._patch_all_kwargs.copy()

    def __repr__(self):
        return f"<{type(self).__name__} {self._patch_all_arguments!r} at {id(self):x}>"


class GeventWillPatchAllEvent(_PatchAllMixin, GeventWillPatchEvent):
    """`patch_all()` begins."""

    ENTRY_POINT_NAME = "gevent.plugins.monkey.will_patch_all"
    _provides = (IGeventWillPatchAllEvent,)

    def will_patch_module(self, module_name):
        """Whether a module is to be patched."""
        return self.patch_all_arguments.get(module_name)


class GeventDidPatchBuiltinModulesEvent(_PatchAllMixin, GeventDidPatchEvent):
    """`patch_all()` has patched the modules of the library."""

    ENTRY_POINT_NAME = "gevent.plugins.monkey.did_patch_builtins"
    _provides = (IGeventDidPatchBuiltinModulesEvent,)


class GeventDidPatchAllEvent(_PatchAllMixin, GeventDidPatchEvent):
    """`patch_all()` has done all."""

    ENTRY_POINT_NAME = "gevent.plugins.monkey.did_patch_all"
    _provides = (IGeventDidPatchAllEvent,)
