"""PDF from a page description: texts are data, the child sees nothing but them, and a failure is a sentence."""

import re
import zlib
from pathlib import Path

import pytest

from zhibu.exchange import pdf as door
from zhibu.exchange.pdf import BEGINNING, pdf
from zhibu.kernel.unusable import Unusable

PLAIN = '#set text(font: "Noto Serif SC")\n#sys.inputs.words'


def drawn(made: bytes) -> bytes:
    """What the pages are made of, unpacked."""
    streams = re.findall(rb"stream\r?\n(.*?)\r?\nendstream", made, re.DOTALL)
    return b"".join(zlib.decompress(one) for one in streams if one[:1] == b"x")


def test_chinese_is_set_in_the_font_that_the_assets_bring() -> None:
    made = pdf(PLAIN, {"words": "向阳街道党工委"})
    assert made.startswith(BEGINNING)
    assert b"NotoSerifSC" in made or b"NotoSerifSC" in drawn(made)


def test_what_people_typed_is_text_and_no_instruction() -> None:
    assert pdf(PLAIN, {"words": '#panic("错") = 标题 $x$ \\'}).startswith(BEGINNING)


@pytest.mark.parametrize(
    "source",
    [
        '#panic("x")',
        '#read("/etc/hostname")',
        '#read("../../../../etc/hostname")',
        '#import "@preview/cetz:0.3.0": *',
        "#sys.inputs.missing",
        "#let",
    ],
)
def test_a_source_that_reaches_out_or_fails_gives_no_file(source: str) -> None:
    with pytest.raises(Unusable) as stop:
        pdf(source, {})
    assert stop.value.reason == door.NOT_SET


def test_a_source_without_end_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(door, "SECONDS", 2)
    with pytest.raises(Unusable):
        pdf("#for a in range(100000000) { for b in range(100000000) { calc.pow(a, 2) } }", {})


def test_without_the_font_the_sentence_says_what_to_do(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(door, "FONTS", tmp_path)
    with pytest.raises(Unusable) as stop:
        pdf(PLAIN, {"words": "一"})
    assert stop.value.reason == door.NO_FONT
