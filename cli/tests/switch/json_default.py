# needs: greenlet
import json

from support import drive, pause


def body():
    text = json.dumps({"when": object, "list": [1, set]}, default=lambda o: pause(o.__name__))
    back = json.loads('{"a": {"b": 1}, "c": 2.5}', object_hook=lambda d: pause(sorted(d)))
    numbers = json.loads("[1, 2.5]", parse_float=pause, parse_int=pause)
    return text, back, numbers


drive(body, answer=lambda question: question * 2)
