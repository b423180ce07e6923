"""Sizes of reads: None, what has __index__, and what is refused."""
import io
import os
import tempfile


class Two:
    def __index__(self):
        return 2


handle, path = tempfile.mkstemp()
os.write(handle, b'abc\ndef\n')
os.close(handle)
makers = {
    'BytesIO': lambda: io.BytesIO(b'abc\ndef\n'), 'StringIO': lambda: io.StringIO('abc\ndef\n'),
    'FileIO': lambda: io.FileIO(path), 'BufferedReader': lambda: open(path, 'rb'), 'text': lambda: open(path),
}
sizes = {'None': None, 'Two': Two(), '2.5': 2.5, 'True': True, '-1': -1, '1 << 70': 1 << 70}
for name, make in makers.items():
    for method in 'read', 'readline', 'readlines':
        for shown, size in sizes.items():
            if (name, method, shown) == ('BytesIO', 'readlines', 'Two') or (method, shown) == ('readlines', '2.5'):
                continue
            with make() as f:
                try:
                    result = getattr(f, method)(size)
                except (TypeError, OverflowError) as e:
                    result = f'{type(e).__name__}: {e}'
                print(name, method, shown, result)
for make in makers['BytesIO'], makers['StringIO']:
    f = make()
    print(f.truncate(Two()), f.getvalue(), f.seek(1), f.truncate(None), f.getvalue())
os.remove(path)
