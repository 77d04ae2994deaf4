"""The process in which photos are decoded: what codecs read is decided by whoever made the file, and a crash there is not ours.

A photo comes out upright, in sRGB, at most 2400 pixels long, and holds nothing but pixels: where it was taken, when and with what is gone.
"""

import sys
from dataclasses import dataclass
from io import BytesIO
from typing import Any, Final

import orjson

from zhibu.exchange import apart
from zhibu.files.terms import LONGEST_SIDE, PREVIEW_SIDE, QUALITY

DONE: Final = b"end"
FORMATS: Final = ("JPEG", "PNG", "WEBP", "HEIF")


@dataclass(frozen=True, slots=True)
class Bounds:
    """What the parent allows."""

    pixels: int
    memory_bytes: int
    seconds: int


def main() -> None:
    """Runs in the child: read all, say one header and two pictures, or what speaks against them."""
    bounds = Bounds(**orjson.loads(sys.argv[1]))
    apart.bound_this_process(memory_bytes=bounds.memory_bytes, seconds=bounds.seconds)
    content = sys.stdin.buffer.read()
    try:
        frames = _pictures(content, bounds)
    except MemoryError:
        frames = [_fault("photo_heavy")]
    except Exception:  # noqa: BLE001  whatever a codec raises, the file is not sound
        frames = [_fault("photo_broken")]
    for frame in (*frames, DONE):
        apart.say(frame)


def _fault(code: str) -> bytes:
    return orjson.dumps({"fault": code})


def _pictures(content: bytes, bounds: Bounds) -> list[bytes]:
    from pi_heif import register_heif_opener  # noqa: PLC0415  the same
    from PIL import Image, ImageOps  # noqa: PLC0415  the parent never loads a codec

    register_heif_opener()
    Image.MAX_IMAGE_PIXELS = None
    with Image.open(BytesIO(content), formats=FORMATS) as opened:
        if opened.width * opened.height > bounds.pixels:
            return [_fault("pixels")]
        opened.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))
        opened.load()
        upright = ImageOps.exif_transpose(opened)
    upright.thumbnail((LONGEST_SIDE, LONGEST_SIDE), Image.Resampling.LANCZOS)
    plain = _plain(upright)
    preview = plain.copy()
    preview.thumbnail((PREVIEW_SIDE, PREVIEW_SIDE), Image.Resampling.LANCZOS)
    return [orjson.dumps({"width": plain.width, "height": plain.height}), _jpeg(plain), _jpeg(preview)]


def _plain(image: Any) -> Any:
    """A new picture on white paper: pixels are carried over, and nothing that stood beside them."""
    from PIL import Image  # noqa: PLC0415  the same

    colours = _srgb(image)
    paper = Image.new("RGB", colours.size, "white")
    if colours.mode in {"RGBA", "LA", "PA"} or "transparency" in colours.info:
        layer = colours.convert("RGBA")
        paper.paste(layer, mask=layer.getchannel("A"))
    else:
        paper.paste(colours.convert("RGB"))
    return paper


def _srgb(image: Any) -> Any:
    """Telephones take photos in wider colours and say so in a profile; without it they would look pale."""
    from PIL import ImageCms  # noqa: PLC0415  the same

    profile = image.info.get("icc_profile")
    if not profile or image.mode not in {"RGB", "RGBA", "CMYK"}:
        return image
    try:
        source = ImageCms.ImageCmsProfile(BytesIO(profile))
        mode = "RGBA" if image.mode == "RGBA" else "RGB"
        return ImageCms.profileToProfile(image, source, ImageCms.createProfile("sRGB"), outputMode=mode)
    except (ImageCms.PyCMSError, OSError, ValueError):
        return image


def _jpeg(image: Any) -> bytes:
    written = BytesIO()
    image.save(written, "JPEG", quality=QUALITY, optimize=True, progressive=True)
    return written.getvalue()


if __name__ == "__main__":
    main()
