# needs: greenlet
import re

from support import drive, pause


def body():
    shout = re.sub(r"[a-z]+", lambda match: pause(match[0]), "one 2 three")
    count = re.subn(r"\d", lambda match: pause(match.group()), "1-2-3", count=2)
    return shout, count


drive(body, answer=lambda text: f"<{text}>")
