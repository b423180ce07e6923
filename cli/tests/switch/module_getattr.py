# needs: greenlet
import types

from support import drive, pause

module = types.ModuleType("lazy")
module.__getattr__ = lambda name: pause(name)


def body():
    return module.alpha, getattr(module, "beta"), hasattr(module, "gamma")


drive(body, answer=str.upper)
