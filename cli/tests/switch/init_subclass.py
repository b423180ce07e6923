# needs: greenlet
from support import drive, pause


class Plugin:
    names = ()

    def __init_subclass__(cls, /, tag="plain", **kwargs):
        super().__init_subclass__(**kwargs)
        cls.tag = pause((cls.__name__, tag))


def body():
    class First(Plugin):
        pass

    class Second(First, tag="special"):
        pass

    return First.tag, Second.tag, type("Third", (Plugin,), {}).tag


drive(body, answer=lambda pair: "/".join(pair))
