# needs: greenlet
from support import drive, pause


class Namespace(dict):
    def __missing__(self, key):
        if key.startswith("__") or key == "pause":
            raise KeyError(key)
        return pause(key)


def body():
    space = {"pause": pause}
    exec("x = pause('one')\ny = [pause(n) for n in 'ab']", space)
    return (
        space["x"],
        space["y"],
        eval("pause('two') + '!'", {"pause": pause}),
        eval("free", {}, Namespace()),
    )


drive(body, answer=str.upper)
