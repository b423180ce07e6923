"""Files that are dropped without being closed give a ResourceWarning to those who want to hear of it."""
import io
import os
import warnings


def dropped(make):
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter('always')
        make()
    for w in caught:
        print(w.category.__name__, w.message, os.path.basename(w.filename))
    print('-', len(caught))


def closed():
    open(os.devnull).close()


def with_statement():
    with open(os.devnull, 'rb') as f:
        return f.read()


def not_its_own():
    fd = os.open(os.devnull, os.O_RDONLY)
    open(fd, closefd=False)
    os.close(fd)


def detached():
    f = open(os.devnull)
    raw = f.buffer.raw
    f.detach().detach()
    raw.close()


dropped(lambda: open(os.devnull) and None)
dropped(lambda: open(os.devnull, 'rb').read())
dropped(lambda: open(os.devnull, 'wb', buffering=0).write(b'x'))
dropped(lambda: io.TextIOWrapper(io.BytesIO()).read())
for make in closed, with_statement, not_its_own, detached:
    dropped(make)
with warnings.catch_warnings():
    warnings.simplefilter('ignore')
    for _ in range(2000):
        open(os.devnull)
print('all are closed')
