"""Files as people and others send them.

``samples/position.heic`` was made once with libheif: 96 x 64, taken at 39°54'27" N, 116°23'17" E.
"""

import zipfile
from io import BytesIO
from pathlib import Path
from typing import Any, Final

from PIL import Image, ImageDraw
from PIL.PngImagePlugin import PngInfo

HEIC: Final = (Path(__file__).parent / "samples" / "position.heic").read_bytes()
GPS: Final = 0x8825
ORIENTATION: Final = 0x0112
RED, BLUE = (200, 30, 40), (20, 40, 160)


def picture(width: int = 120, height: int = 80) -> Any:
    """Red at the left, blue at the right."""
    image = Image.new("RGB", (width, height), RED)
    ImageDraw.Draw(image).rectangle((width // 2, 0, width, height), fill=BLUE)
    return image


def with_position(*, orientation: int = 1) -> Any:
    """What a telephone writes beside the pixels."""
    exif = Image.Exif()
    exif[ORIENTATION] = orientation
    exif[0x010F] = "SecretCamera"
    exif.get_ifd(GPS).update({1: "N", 2: (39.0, 54.0, 27.0), 3: "E", 4: (116.0, 23.0, 17.0)})
    return exif


def jpeg(*, width: int = 120, height: int = 80, orientation: int = 1) -> bytes:
    written = BytesIO()
    exif = with_position(orientation=orientation)
    picture(width, height).save(written, "JPEG", exif=exif, comment=b"SecretComment", xmp=b"<x:xmpmeta>SecretPlace</x:xmpmeta>")
    return written.getvalue()


def png() -> bytes:
    written, told = BytesIO(), PngInfo()
    told.add_text("Location", "SecretPlace")
    image = Image.new("RGBA", (40, 30), (0, 0, 0, 0))
    image.save(written, "PNG", pnginfo=told, exif=with_position())
    return written.getvalue()


def webp() -> bytes:
    written = BytesIO()
    picture().save(written, "WEBP", exif=with_position())
    return written.getvalue()


def gif() -> bytes:
    written = BytesIO()
    picture().save(written, "GIF")
    return written.getvalue()


WORD: Final = "wordprocessingml.document.main+xml"
EXCEL: Final = "spreadsheetml.sheet.main+xml"
SLIDES: Final = "presentationml.presentation.main+xml"


def office(kind: str, *others: str) -> bytes:
    """A package of declared parts."""
    written = BytesIO()
    with zipfile.ZipFile(written, "w") as package:
        type_ = f"application/vnd.openxmlformats-officedocument.{kind}"
        package.writestr("[Content_Types].xml", f'<Types><Override ContentType="{type_}"/></Types>')
        for name in others:
            package.writestr(name, b"x")
    return written.getvalue()


def archive(*names: str) -> bytes:
    written = BytesIO()
    with zipfile.ZipFile(written, "w") as package:
        for name in names:
            package.writestr(name, b"x")
    return written.getvalue()


def ole(*streams: str) -> bytes:
    """An older container whose directory names these streams."""
    directory = b"".join((name.encode("utf-16-le") + b"\0\0").ljust(128, b"\0") for name in streams)
    return (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1").ljust(512, b"\0") + directory


def pdf(*objects: bytes, trailer: bytes = b"") -> bytes:
    numbered = b"".join(b"%d 0 obj\n%s\nendobj\n" % (number, one) for number, one in enumerate(objects, start=1))
    return b"%PDF-1.7\n" + numbered + b"trailer\n<< /Root 1 0 R " + trailer + b" >>\n%%EOF\n"


PLAIN_PDF: Final = pdf(b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [] /Count 0 >>")
