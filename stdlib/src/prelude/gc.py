"""Collecting cycles on demand: what runs user code between the passes."""


def gc_collect(generation):
    if not 0 <= generation <= 2:
        raise ValueError('invalid generation')
    gc_tell('start', generation, 0)
    # The finalisers that the first pass has found run before this function calls anything else; what they did not
    # bring back to life is freed by the second pass.
    freed, finalizers_wait = _gc_pass()
    if finalizers_wait:
        freed += _gc_pass()[0]
    gc_tell('stop', generation, freed)
    return freed


def gc_tell(phase, generation, collected):
    for callback in list(_gc_callbacks()):
        try:
            callback(phase, {'generation': generation, 'collected': collected, 'uncollectable': 0})
        except BaseException as e:
            unraisable(e, callback)
