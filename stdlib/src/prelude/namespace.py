"""types.SimpleNamespace."""


def namespace_repr(self):
    name = _class_name(self)
    if name == 'types.SimpleNamespace':
        name = 'namespace'
    if not _repr_enter(self):
        return name + '(...)'
    try:
        parts = []
        attributes = _instance_dict(self)
        for key in attributes:
            if _is_kind(key, 'str') and key:
                parts.append(key + '=' + repr_of(attributes[key]))
        return name + '(' + ', '.join(parts) + ')'
    finally:
        _repr_leave(self)


def namespace_eq(self, other):
    if not _is_namespace(self) or not _is_namespace(other):
        return NotImplemented
    return _instance_dict(self) == _instance_dict(other)


def namespace_ne(self, other):
    if not _is_namespace(self) or not _is_namespace(other):
        return NotImplemented
    return _instance_dict(self) != _instance_dict(other)


def namespace_lt(self, other):
    if not _is_namespace(self) or not _is_namespace(other):
        return NotImplemented
    return _instance_dict(self) < _instance_dict(other)


def namespace_le(self, other):
    if not _is_namespace(self) or not _is_namespace(other):
        return NotImplemented
    return _instance_dict(self) <= _instance_dict(other)


def namespace_gt(self, other):
    if not _is_namespace(self) or not _is_namespace(other):
        return NotImplemented
    return _instance_dict(self) > _instance_dict(other)


def namespace_ge(self, other):
    if not _is_namespace(self) or not _is_namespace(other):
        return NotImplemented
    return _instance_dict(self) >= _instance_dict(other)


def namespace_reduce(self):
    return _type(self), (), _instance_dict(self)
