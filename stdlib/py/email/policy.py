"""Policies: how messages are read and written."""

__all__ = ["Policy", "Compat32", "EmailPolicy", "compat32", "default", "strict", "SMTP", "SMTPUTF8", "HTTP"]


class Policy:
    """Settings; `clone` makes a copy with some of them changed."""

    raise_on_defect = False
    linesep = "\n"
    cte_type = "8bit"
    max_line_length = 78
    mangle_from_ = False
    message_factory = None
    utf8 = False
    refold_source = "long"
    verify_generated_headers = True

    def __init__(self, **kw):
        for name, value in kw.items():
            if not hasattr(self, name):
                raise TypeError(f"{name!r} is an invalid keyword argument for {self.__class__.__name__}")
            object.__setattr__(self, name, value)

    def __setattr__(self, name, value):
        if hasattr(self.__class__, name):
            raise AttributeError(f"{self.__class__.__name__!r} object attribute {name!r} is read-only")
        raise AttributeError(f"{self.__class__.__name__!r} object has no attribute {name!r}")

    def clone(self, **kw):
        """A copy with these settings changed."""
        made = self.__class__.__new__(self.__class__)
        for name, value in self.__dict__.items():
            object.__setattr__(made, name, value)
        for name, value in kw.items():
            if not hasattr(self, name):
                raise TypeError(f"{name!r} is an invalid keyword argument for {self.__class__.__name__}")
            object.__setattr__(made, name, value)
        return made

    def __add__(self, other):
        return self.clone(**other.__dict__)

    def handle_defect(self, obj, defect):
        """Note a defect, or raise it."""
        if self.raise_on_defect:
            raise defect
        self.register_defect(obj, defect)

    def register_defect(self, obj, defect):
        """Note a defect."""
        obj.defects.append(defect)


class Compat32(Policy):
    """Messages as Python 3.2 had them."""

    mangle_from_ = True


class EmailPolicy(Policy):
    """Messages whose content can be asked for and set as objects."""

    content_manager = None


compat32 = Compat32()
default = EmailPolicy()
strict = default.clone(raise_on_defect=True)
SMTP = default.clone(linesep="\r\n")
HTTP = default.clone(linesep="\r\n", max_line_length=None)
SMTPUTF8 = SMTP.clone(utf8=True)
