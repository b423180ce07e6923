"""Encodings for the payload of a message, which is set in place."""

import binascii
from base64 import encodebytes

__all__ = ["encode_7or8bit", "encode_base64", "encode_noop", "encode_quopri"]


def encode_base64(msg):
    """Encode the payload with base64."""
    payload = msg.get_payload(decode=True) or b""
    msg.set_payload(str(encodebytes(payload), "ascii"))
    msg["Content-Transfer-Encoding"] = "base64"


def encode_quopri(msg):
    """Encode the payload with quoted-printable."""
    payload = msg.get_payload(decode=True) or b""
    msg.set_payload(binascii.b2a_qp(payload, quotetabs=True).decode("ascii"))
    msg["Content-Transfer-Encoding"] = "quoted-printable"


def encode_7or8bit(msg):
    """Say whether the payload has letters outside of ASCII."""
    payload = msg.get_payload(decode=True)
    seven = payload is None or payload.isascii()
    msg["Content-Transfer-Encoding"] = "7bit" if seven else "8bit"


def encode_noop(msg):
    """Leave the payload as it is."""
