"""The official code of an organisation and the leading zero that Excel eats."""

import pytest

from zhibu.kernel.decisions import Objection
from zhibu.register.rules.codes import OfficialCode, mend_code

KNOWN = {"012345678901", "012345678901234", "112345678901", "000045678901"}


@pytest.mark.parametrize(
    ("raw", "value", "mended"),
    [
        ("012345678901", "012345678901", False),
        ("012345678901234", "012345678901234", False),
        ("999999999999", "999999999999", False),  # a new code is a code
        (" ０１２３４５６７８９０１ ", "012345678901", False),
        ("'012345678901", "012345678901", False),
        (112345678901, "112345678901", False),
        (112345678901.0, "112345678901", False),
        (12345678901, "012345678901", True),
        (12345678901.0, "012345678901", True),
        ("12345678901", "012345678901", True),
        ("12345678901.0", "012345678901", True),
        (12345678901234, "012345678901234", True),
        (45678901, "000045678901", True),
    ],
)
def test_taken_or_mended(raw: str | float, value: str, *, mended: bool) -> None:
    assert mend_code(raw, KNOWN) == OfficialCode(value, mended)


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        ("22345678901", "code_lost_zero"),
        (22345678901234, "code_lost_zero"),
        ("1234567890123", "code_length"),
        ("123", "code_length"),
        ("1.23456789012E+14", "code_digits_lost"),
        (0.5, "code_digits_lost"),
        ("ABC345678901", "code_characters"),
        ("", "code_characters"),
        ("０１２３４５６７８９０１Ａ", "code_characters"),
        ("-12345678901", "code_characters"),
    ],
)
def test_refused(raw: str | float, code: str) -> None:
    objection = mend_code(raw, KNOWN)
    assert isinstance(objection, Objection)
    assert (objection.code, objection.field) == (code, "official_code")


def test_when_two_codes_fit_nothing_is_guessed() -> None:
    objection = mend_code("12345678901", {"012345678901", "000012345678901"})
    assert isinstance(objection, Objection)
    assert objection.code == "code_lost_zero"
