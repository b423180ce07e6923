# needs: greenlet
from support import drive, pause


class Proxy:
    def __getattr__(self, name):
        answer = pause(name)
        if answer is None:
            raise AttributeError(name)
        return answer


def body():
    proxy = Proxy()
    return (
        proxy.colour,
        getattr(proxy, "size"),
        getattr(proxy, "missing", "default"),
        hasattr(proxy, "shape"),
        hasattr(proxy, "missing"),
    )


drive(body, answer=lambda name: None if name == "missing" else name.upper())
