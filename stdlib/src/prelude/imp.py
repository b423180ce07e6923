"""What _imp needs of modules' specs."""


def imp_create_builtin(spec):
    name = spec.name
    if not _is_kind(name, 'str'):
        raise TypeError(f'name must be string, not {_class_name(name)}')
    return _native_module(name)
