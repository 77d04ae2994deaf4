"""Text keeps a contrast of 4.5:1 on each ground it stands on, edges of inputs 3:1, in both schemes (WCAG 2.2, 1.4.3 and 1.4.11)."""

import re
from pathlib import Path

import pytest

import zhibu

CSS = Path(zhibu.__file__).parent / "web" / "assets" / "css"
TEXT = [
    *((ink, ground) for ink in ("ink", "ink-2", "ink-3", "red-text", "red-deep") for ground in ("paper", "ground", "hover", "line-2")),
    ("on-red", "red"),
    ("on-red", "red-hover"),
    ("red-deep", "red-wash"),
    ("red-text", "red-wash"),
    ("ink", "red-wash"),
    ("ink", "slate-wash"),
    ("ink", "green-wash"),
    ("ink", "amber-wash"),
    ("paper", "gold"),
    ("paper", "ink"),
    *((hue, f"{hue}-wash") for hue in ("gold", "green", "amber", "slate", "mute")),
    ("gold", "paper"),
    ("amber", "paper"),
    ("red-text", "slate-wash"),
    ("ink-2", "red-wash"),
]
EDGES = [("edge", "paper"), ("edge", "ground"), ("red", "paper"), ("green", "paper")]


def colours(scheme: str) -> dict[str, str]:
    names = ["tokens.css", *(["dark.css"] if scheme == "dark" else [])]
    return {
        role: value
        for name in names
        for role, value in re.findall(r"--([\w-]+): (#[0-9a-f]{3,6});", (CSS / name).read_text(encoding="utf-8"))
    }


def luminance(colour: str) -> float:
    digits = colour[1:] if len(colour) == 7 else "".join(digit * 2 for digit in colour[1:])
    parts = [int(digits[index : index + 2], 16) / 255 for index in (0, 2, 4)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def test_black_on_white() -> None:
    assert contrast("#000", "#ffffff") == pytest.approx(21)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_can_be_read_on_every_ground(scheme: str) -> None:
    role = colours(scheme)
    assert {pair: round(found, 2) for pair in TEXT if (found := contrast(role[pair[0]], role[pair[1]])) < 4.5} == {}


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_edges_of_inputs_and_states_can_be_seen(scheme: str) -> None:
    role = colours(scheme)
    assert {pair: round(found, 2) for pair in EDGES if (found := contrast(role[pair[0]], role[pair[1]])) < 3} == {}


def test_the_dark_scheme_says_every_colour_anew() -> None:
    light = set(colours("light"))
    dark = set(re.findall(r"--([\w-]+):", (CSS / "dark.css").read_text(encoding="utf-8")))
    assert light - dark == set()
