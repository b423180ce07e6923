"""A module with __getattr__ and __dir__."""
loaded = []


def __getattr__(name):
    loaded.append(name)
    if name.startswith("lazy_"):
        value = globals()[name] = name.upper()
        return value
    raise AttributeError(f"lazy has no {name}")


def __dir__():
    return ["zz", "aa"]
