"""The headings that whoever sent an unknown table is told of are headings by which a table is known."""

import re

import pytest

from tests.register.imports.rosters import xlsx
from zhibu.exchange.reading import open_workbook
from zhibu.register.imports import further, runs
from zhibu.register.imports.recognise import recognise

HINT = re.compile("“([^”]+)”")


@pytest.mark.parametrize("asks", [*runs.ASKED, *further.asked()])
def test_a_sheet_with_the_headings_that_are_asked_for_is_known(asks: str) -> None:
    name, headings = asks.partition("要有")[0], HINT.findall(re.sub("（[^）]+）", "", asks))
    (sheet,) = open_workbook(xlsx((name, [headings, ["一"] * len(headings)])), name="表.xlsx").sheets
    table = further.recognise(sheet) or recognise(sheet)
    assert (table is not None, name) == (True, name)
