"""Photos come out upright and small, and hold nothing but pixels: above all not where they were taken."""

from io import BytesIO

import pytest
from PIL import Image

from tests.files.samples import BLUE, GPS, HEIC, RED, jpeg, png, webp
from zhibu.files.photos import Photo, made_anew
from zhibu.files.terms import Limits

LIMITS = Limits()


def anew(content: bytes) -> Photo:
    photo = made_anew(content, LIMITS)
    assert isinstance(photo, Photo)
    return photo


def opened(content: bytes) -> Image.Image:
    image = Image.open(BytesIO(content))
    image.load()
    return image


def near(pixel: object, colour: tuple[int, int, int]) -> bool:
    assert isinstance(pixel, tuple)
    return all(abs(one - other) < 12 for one, other in zip(pixel, colour, strict=True))


@pytest.mark.parametrize("content", [jpeg(), HEIC, png(), webp()], ids=["jpeg", "heic", "png", "webp"])
def test_nothing_stays_beside_the_pixels(content: bytes) -> None:
    """Position, camera, comments, profiles, texts: the only segments left are those that a JPEG needs."""
    photo = anew(content)
    for made in (photo.content, photo.preview):
        image = opened(made)
        assert (image.format, dict(image.getexif()), dict(image.getexif().get_ifd(GPS))) == ("JPEG", {}, {})
        assert set(image.info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density", "progressive", "progression"}
        assert [word for word in (b"Exif", b"GPS", b"Secret", b"http:", b"xmp", b"ICC_PROFILE", b"TestCamera") if word in made] == []


def test_the_samples_do_say_where_they_were_taken() -> None:
    """Or the test above would prove nothing."""
    assert dict(opened(jpeg()).getexif().get_ifd(GPS))[2] == (39.0, 54.0, 27.0)
    assert b"Exif" in HEIC


def test_a_photo_taken_upright_stands_upright() -> None:
    """Orientation 6: the camera lay on its right side; what was left is at the top."""
    image = opened(anew(jpeg(orientation=6)).content)
    assert image.size == (80, 120)
    assert near(image.getpixel((40, 10)), RED)
    assert near(image.getpixel((40, 110)), BLUE)


def test_a_large_photo_keeps_its_shape_at_2400_pixels_and_has_a_preview_of_480() -> None:
    photo = anew(jpeg(width=4800, height=1200))
    assert (photo.width, photo.height) == opened(photo.content).size == (2400, 600)
    assert opened(photo.preview).size == (480, 120)


def test_a_small_photo_is_not_blown_up() -> None:
    photo = anew(HEIC)
    assert (photo.width, photo.height) == opened(photo.content).size == opened(photo.preview).size == (96, 64)


def test_what_is_transparent_becomes_paper() -> None:
    assert near(opened(anew(png()).content).getpixel((20, 15)), (255, 255, 255))


def test_a_picture_of_too_many_pixels_is_refused_before_it_is_unpacked() -> None:
    """A few kilobytes that would fill a gigabyte."""
    written = BytesIO()
    Image.new("1", (30_000, 30_000)).save(written, "PNG")
    assert len(written.getvalue()) < 200_000
    assert made_anew(written.getvalue(), LIMITS) == "pixels"


@pytest.mark.parametrize("content", [jpeg()[:700], b"\xff\xd8\xff\xe0 no photo", HEIC[:400], b"\x89PNG\r\n\x1a\n" + b"\0" * 50])
def test_a_photo_that_is_none_is_said_to_be_broken(content: bytes) -> None:
    assert made_anew(content, LIMITS) == "photo_broken"


def test_what_takes_too_much_memory_is_ended() -> None:
    """The process of its own has less memory than the pixels need, and says so."""
    written = BytesIO()
    Image.new("RGB", (9000, 9000)).save(written, "PNG")
    assert made_anew(written.getvalue(), Limits(memory_bytes=320 * 1024 * 1024)) == "photo_heavy"
