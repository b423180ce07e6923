"""Functions that are called with every response."""

HOOKS = ["response"]


def default_hooks():
    """No hooks."""
    return {event: [] for event in HOOKS}


def dispatch_hook(key, hooks, hook_data, **kwargs):
    """Call the hooks of an event; what they return takes the place of what they got."""
    found = (hooks or {}).get(key)
    if found:
        for hook in [found] if callable(found) else found:
            result = hook(hook_data, **kwargs)
            if result is not None:
                hook_data = result
    return hook_data
