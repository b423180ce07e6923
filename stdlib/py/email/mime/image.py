"""Images in messages."""

from email import encoders
from email.mime.nonmultipart import MIMENonMultipart

__all__ = ["MIMEImage"]


class MIMEImage(MIMENonMultipart):
    """A message of the type image, whose subtype is seen from its first bytes if it is not said."""

    def __init__(self, _imagedata, _subtype=None, _encoder=encoders.encode_base64, *, policy=None, **_params):
        if _subtype is None:
            _subtype = _subtype_of(_imagedata)
        if _subtype is None:
            raise TypeError("Could not guess image MIME subtype")
        super().__init__("image", _subtype, policy=policy, **_params)
        self.set_payload(_imagedata)
        _encoder(self)


def _subtype_of(data):
    """The kind of picture that begins so."""
    for start, kind in ((b"\x89PNG\r\n\x1a\n", "png"), (b"GIF87a", "gif"), (b"GIF89a", "gif"), (b"MM", "tiff"),
                        (b"II", "tiff"), (b"BM", "bmp"), (b"\x01\xda", "rgb"), (b"#define ", "xbm")):
        if data.startswith(start):
            return kind
    if data[6:10] in (b"JFIF", b"Exif") or data[:4] == b"\xff\xd8\xff\xdb":
        return "jpeg"
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "webp"
    return None
