"""Fills in the forms of pages as a browser sends them: what stands in the form stays unless somebody changes it."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Final
from urllib.parse import urlencode

LINE_ENDS: Final = re.compile(r"\r?\n")
"""Browsers send both signs."""
TICKS: Final = frozenset({"checkbox", "radio"})
BUTTONS: Final = frozenset({"submit", "button", "reset", "image", "file"})


@dataclass
class Form:
    """The fields of one form, in their order, as they would be sent."""

    action: str = ""
    fields: list[tuple[str, str]] = field(default_factory=list)
    names: set[str] = field(default_factory=set)
    """Also those of boxes that nobody has ticked."""

    def filled(self, changes: Mapping[str, Sequence[str]]) -> str:
        """As a body; a change to a field that the form does not have is a mistake of the bench."""
        unknown = sorted(set(changes) - self.names)
        if unknown:
            raise RuntimeError(f"no such field: {unknown}")
        kept = [(name, value) for name, value in self.fields if name not in changes]
        sent = [*kept, *((name, value) for name, values in changes.items() for value in values)]
        return urlencode([(name, LINE_ENDS.sub("\r\n", value)) for name, value in sent])


class _Reading(HTMLParser):
    """Forms that are posted."""

    def __init__(self) -> None:
        super().__init__()
        self.forms: list[Form] = []
        self._form: Form | None = None
        self._text: tuple[str, list[str]] | None = None
        self._choice: tuple[str, list[str]] | None = None

    def handle_starttag(self, tag: str, attrs: Sequence[tuple[str, str | None]]) -> None:
        said = {name: value or "" for name, value in attrs}
        if tag == "form" and said.get("method", "").lower() == "post":
            self._form = Form(said.get("action", ""))
            self.forms.append(self._form)
        elif self._form is not None:
            self._inside(self._form, tag, said)

    def _inside(self, form: Form, tag: str, said: Mapping[str, str]) -> None:
        name = said.get("name", "")
        if tag in {"input", "textarea", "select", "button"} and name:
            form.names.add(name)
        if tag == "input" and name and said.get("type") not in BUTTONS and (said.get("type") not in TICKS or "checked" in said):
            form.fields.append((name, said.get("value", "on" if said.get("type") in TICKS else "")))
        elif tag == "textarea":
            self._text = (name, [])
        elif tag == "select":
            self._choice = (name, [])
        elif tag == "option" and self._choice and (not self._choice[1] or "selected" in said):
            self._choice[1][:] = [said.get("value", "")]

    def handle_data(self, data: str) -> None:
        if self._text is not None:
            self._text[1].append(data)

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._form = None
        elif self._form is not None and tag == "textarea" and self._text is not None:
            self._form.fields.append((self._text[0], "".join(self._text[1]).removeprefix("\n")))
            self._text = None
        elif self._form is not None and tag == "select" and self._choice is not None:
            self._form.fields += [(self._choice[0], value) for value in self._choice[1]]
            self._choice = None


def form_with(page: str, name: str) -> Form:
    """The form of a page that has a field of that name."""
    reading = _Reading()
    reading.feed(page)
    return next(one for one in reading.forms if name in one.names)
