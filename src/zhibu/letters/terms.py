"""The five kinds of official letters that go up and down between Party organisations, and which way each goes."""

from enum import StrEnum
from typing import Final

SEE: Final = "see_letters"
WRITE: Final = "write_letters"
SIGN: Final = "sign_letters"
ON_BEHALF: Final = "sign_on_behalf"

RULES: Final = "《党政机关公文处理工作条例》"
KINDS_ARTICLE: Final = f"{RULES}第八条"
UPWARD_ARTICLE: Final = f"{RULES}第十五条（条号未核对原文）"
"""To one organisation above; copies to no organisation below; one matter a request; no request inside a report.

The text of Article 8 was seen in print, that of Article 15 was not: what is shown says so.
"""


class LetterKind(StrEnum):
    """Of the fifteen kinds of the regulation those that this work needs; 备案 is a report that asks for a record to be kept."""

    NOTICE = "notice"
    REQUEST = "request"
    REPLY = "reply"
    REPORT = "report"
    FILING = "filing"

    @property
    def label(self) -> str:
        """The word on screen and at the end of a title."""
        return LABELS[self]

    @property
    def upward(self) -> bool:
        """Whether it goes to an organisation above."""
        return self in UPWARD


LABELS: Final = {
    LetterKind.NOTICE: "通知",
    LetterKind.REQUEST: "请示",
    LetterKind.REPLY: "批复",
    LetterKind.REPORT: "报告",
    LetterKind.FILING: "备案",
}
UPWARD: Final = frozenset({LetterKind.REQUEST, LetterKind.REPORT, LetterKind.FILING})
WRITTEN_FREELY: Final = tuple(kind for kind in LetterKind if kind is not LetterKind.REPLY)
"""A reply begins at the request that it answers."""
CLOSINGS: Final = {
    LetterKind.REQUEST: "妥否，请批示。",
    LetterKind.REPORT: "特此报告。",
    LetterKind.FILING: "特此报备。",
    LetterKind.NOTICE: "",
    LetterKind.REPLY: "此复。",
}


def kind_word(kind: str) -> str:
    """A stored kind in words."""
    return {str(one): word for one, word in LABELS.items()}.get(kind, kind)
