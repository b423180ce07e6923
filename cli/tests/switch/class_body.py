# needs: greenlet
from support import drive, pause


def body():
    class Config:
        host = pause("host")
        ports = [pause(n) for n in ("p", "q")]

        class Inner:
            depth = pause("depth")

        def method(self, default=pause("default")):
            return default

    return Config.host, Config.ports, Config.Inner.depth, Config().method()


drive(body, answer=str.title)
