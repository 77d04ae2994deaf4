"""A letter as Word and as PDF, logged as what leaves the house."""

from pathlib import Path
from typing import Final

from zhibu.exchange.pdf import filled
from zhibu.files.queries import attached
from zhibu.letters.layout import Printed, attachment_lines, from_the_right, letter_docx
from zhibu.letters.models import Letter
from zhibu.letters.queries import addressees_of
from zhibu.letters.terms import LetterKind
from zhibu.trail.actors import Actor
from zhibu.trail.reads import note_read

SOURCE: Final = Path(__file__).with_name("letter.typ")


def printed(letter: Letter) -> Printed:
    """Full names, as paper has them."""
    lines = addressees_of(letter)
    to, copies = [[one.organisation.now_name or str(one.organisation) for one in lines if one.copy is copy] for copy in (False, True)]
    files = attached("letter", [letter.code])[letter.code]
    return Printed(
        letter.title,
        letter.body.split("\n"),
        "、".join(to),
        letter.sender.now_name or str(letter.sender),
        letter.dated,
        letter.number,
        letter.signer if LetterKind(letter.kind).upward else "",
        [one.name.rpartition(".")[0] or one.name for one in files],
        "、".join(copies),
    )


def letter_file(letter: Letter, ending: str, *, by: Actor) -> bytes:
    """Made when somebody asks for it; raises ``Unusable`` with a sentence for the user."""
    made = paper_file(printed(letter), ending)
    note_read(by, "export", field="公文", reason=letter.code, path=letter.sender.now_path)
    return made


def paper_file(paper: Printed, ending: str) -> bytes:
    """The same paper for what is no letter between organisations, such as a letter of thanks; whoever makes it logs it."""
    return letter_docx(paper) if ending == "docx" else filled(SOURCE, _told(paper))


def _told(paper: Printed) -> dict[str, object]:
    return {
        "title": paper.title,
        "number": paper.number,
        "signer": paper.signer,
        "to": paper.to,
        "paragraphs": list(paper.paragraphs),
        "attachments": attachment_lines(paper.attachments),
        "sender": paper.sender,
        "free": from_the_right(paper.sender, paper.day),
        "day": paper.day,
        "copies": paper.copies,
    }
