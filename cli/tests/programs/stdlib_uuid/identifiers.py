# UUIDs: forms, versions, comparison, errors.
import uuid

u = uuid.UUID("12345678-1234-5678-9234-567812345678")
print(u, repr(u), u.hex, u.int, u.fields, u.bytes, u.bytes_le, u.urn, u.version, u.variant, u.time, u.node)
print(uuid.UUID("{12345678123456789234567812345678}") == u, uuid.UUID(bytes=u.bytes) == u, uuid.UUID(int=5), uuid.UUID(fields=u.fields) == u, hash(u) == hash(u.int), u < uuid.UUID(int=0), int(u) == u.int)
print(uuid.uuid3(uuid.NAMESPACE_DNS, "python.org"), uuid.uuid5(uuid.NAMESPACE_URL, "http://x"), uuid.uuid4().version, uuid.uuid1().version, uuid.uuid4() != uuid.uuid4(), uuid.uuid1(1, 2).node)
for bad in (lambda: uuid.UUID("x"), lambda: uuid.UUID(), lambda: uuid.UUID(int=-1), lambda: uuid.UUID(bytes=b"x"), lambda: setattr(u, "int", 3), lambda: uuid.UUID(int=1, version=9), lambda: u < 3):
    try:
        print(bad())
    except (ValueError, TypeError) as error:
        print(type(error).__name__, error)
