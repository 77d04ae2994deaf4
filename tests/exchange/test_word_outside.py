"""A Word file that fetches something from elsewhere is refused, however its reference is written; a link to click on is not one."""

import pytest

from zhibu.exchange.word_process import _points_outside

OFFICE = b"http://schemas.openxmlformats.org/officeDocument/2006/relationships/"


def relation(kind: bytes, target: bytes, mode: bytes = b'TargetMode="External"', gap: bytes = b" ") -> bytes:
    return (
        b"<Relationships><Relationship"
        + gap
        + b'Id="r1" Type="'
        + OFFICE
        + kind
        + b'" Target="'
        + target
        + b'" '
        + mode
        + b"/></Relationships>"
    )


@pytest.mark.parametrize(
    "written",
    [
        relation(b"attachedTemplate", b"http://example/x.dotm"),
        relation(b"attachedTemplate", b"http://example/hyperlink/x.dotm"),
        relation(b"attachedTemplate", b"http://example/x.dotm", gap=b"\n"),
        relation(b"attachedTemplate", b"http://example/x.dotm", mode=b"TargetMode='external'"),
        b"<!DOCTYPE x><Relationships/>",
        b"<Relationships",
    ],
)
def test_what_is_fetched_from_elsewhere(written: bytes) -> None:
    assert _points_outside(written)


@pytest.mark.parametrize("written", [relation(b"hyperlink", b"http://example/"), relation(b"image", b"media/1.png", mode=b"")])
def test_what_is_not(written: bytes) -> None:
    assert not _points_outside(written)
