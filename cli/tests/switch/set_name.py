# needs: greenlet
from support import drive, pause


class Field:
    def __set_name__(self, owner, name):
        self.label = pause((owner.__name__, name))


def body():
    class Form:
        first = Field()
        second = Field()

    return Form.first.label, Form.second.label


drive(body, answer=lambda pair: ".".join(pair))
