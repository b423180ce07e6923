"""Classes that are derived from sequences and mappings: the first base that is the one or the other decides."""

import collections
from collections.abc import Collection, Mapping, Sequence


def kind(x):
    match x:
        case [*_]:
            return 'sequence'
        case {}:
            return 'mapping'
    return 'neither'


class Plain:
    pass


for bases in [(collections.UserDict, Sequence), (Plain, collections.UserDict, Sequence), (collections.UserDict, Plain, list),
              (dict, Sequence, Plain), (collections.UserList, Mapping), (Plain, collections.UserList, Mapping),
              (list, Plain, Mapping), (collections.UserList, dict, Plain), (Plain,)]:
    print([base.__name__ for base in bases], kind(type('C', bases, {})()))

try:
    class Both(Collection):
        __abc_tpflags__ = Sequence.__flags__ | Mapping.__flags__
except TypeError as e:
    print(e)
