# needs: greenlet
import traceback

from support import drive, pause


class Failure(Exception):
    def __init__(self, code):
        super().__init__(pause(code))
        self.code = code

    def __str__(self):
        return pause(f"failure {self.code}")


def body():
    try:
        raise Failure(7)
    except Failure as error:
        lines = traceback.format_exception_only(type(error), error)
        return str(error), f"{error}", lines[-1].strip(), error.args


drive(body)
