print("tree/leaf", __name__, __package__)
COLOUR = "green"
_private = "hidden"


def grow():
    return f"{COLOUR} leaf grows"
