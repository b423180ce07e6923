"""What messages of all types have in common."""

import email.policy
from email import message

__all__ = ["MIMEBase"]


class MIMEBase(message.Message):
    """A message of a type."""

    def __init__(self, _maintype, _subtype, *, policy=None, **_params):
        super().__init__(policy=policy or email.policy.compat32)
        self.add_header("Content-Type", f"{_maintype}/{_subtype}", **_params)
        self["MIME-Version"] = "1.0"
