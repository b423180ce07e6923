# Many members and keys with equal hashes, of which only user code can tell that they differ.
class K:
    def __init__(self, h, n):
        self.h = h
        self.n = n

    def __hash__(self):
        return self.h

    def __eq__(self, other):
        return self.n == other.n


for h in [0, 1, -2, 7, 99, 123456789, 2**31, 2**60 + 12345]:
    keys = [K(h, n) for n in range(70)]
    members = set(keys)
    table = {key: key.n for key in keys}
    assert len(members) == len(table) == 70
    assert all(K(h, n) in members and table[K(h, n)] == n for n in range(70))
    assert K(h, 70) not in members and table.get(K(h, 70)) is None
    for n in range(0, 70, 2):
        members.remove(K(h, n))
        del table[K(h, n)]
    assert [key.n for key in table] == list(range(1, 70, 2))
    assert sorted(key.n for key in members & set(keys)) == list(range(1, 70, 2))
    members |= set(keys[:10])
    print(h, len(members), len(table), frozenset(members) == members)
