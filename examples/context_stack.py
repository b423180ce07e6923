"""Context managers that unwind in order: ExitStack, suppress, redirect, and one made by hand."""

import io
from contextlib import ExitStack, contextmanager, redirect_stdout, suppress

depth = 0


@contextmanager
def section(title):
    """Indent what is printed inside, and tell how the section ended."""
    global depth
    show(f"<{title}>")
    depth += 1
    try:
        yield title.upper()
    except Exception as error:
        show(f"! {type(error).__name__}: {error}")
        raise
    finally:
        depth -= 1
        show(f"</{title}>")


def show(text):
    print("  " * depth + text)


class Attribute:
    """Set an attribute for a while."""

    def __init__(self, target, **values):
        self.target, self.values = target, values

    def __enter__(self):
        self.old = {name: getattr(self.target, name) for name in self.values}
        vars(self.target).update(self.values)

    def __exit__(self, *error):
        vars(self.target).update(self.old)


with section("report") as name, section("page"):
    show(f"inside {name}")

with suppress(ZeroDivisionError), section("risky"):
    show("dividing")
    show(str(1 / 0))

with ExitStack() as stack:
    for title in ["a", "b", "c"]:
        stack.enter_context(section(title))
    stack.callback(show, "called first, for it came last")
    show(f"{depth} deep")
show(f"{depth} deep")

with redirect_stdout(io.StringIO()) as caught:
    print("this is not shown")
print("caught", repr(caught.getvalue()))


class Settings:
    def __init__(self):
        self.colour, self.size = "blue", 3


settings = Settings()
with Attribute(settings, colour="red"):
    print(vars(settings))
print(vars(settings))
