# needs: greenlet
import sys

from support import drive, pause


def body():
    sys.modules.pop("support.pausing_module", None)
    from support import pausing_module
    import support.pausing_module as again

    return pausing_module.ANSWERS, again.double(4)


# The second of two imports at once finds the module half done, so this one runs alone.
drive(body, answer=str.upper, twice=False)
print("loaded:", "support.pausing_module" in sys.modules)
