# needs: greenlet
from support import drive, pause


class Typed:
    def __get__(self, instance, owner):
        return pause(("get", instance is None, owner.__name__))

    def __set__(self, instance, value):
        pause(("set", value))

    def __delete__(self, instance):
        pause(("delete",))


class Model:
    field = Typed()


def body():
    model = Model()
    model.field = 3
    got = model.field
    model.field += (1,)
    del model.field
    return got, Model.field, super(Model, model).__init__ is not None


drive(body)
