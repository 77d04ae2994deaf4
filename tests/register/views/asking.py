"""Sending forms and reading what comes back."""

import re
from html import unescape
from typing import Any

from django.test import Client

from tests.access.pages import words

Answer = Any
FIELD = re.compile(r'<(?:input|select|textarea)[^>]* name="([^"]+)"')


def send(client: Client, url: str, **fields: object) -> Answer:
    """A form, as a browser sends it: dates as they are typed."""
    return client.post(url, {name: str(value) if not isinstance(value, list) else value for name, value in fields.items()})


def fields_of(client: Client, url: str) -> list[str]:
    """The fields that a page's form asks for."""
    page = client.get(url).content.decode()
    form = page[page.index('<form class="form"') :]
    return [name for name in dict.fromkeys(FIELD.findall(form[: form.index("</form>")])) if name != "csrfmiddlewaretoken"]


def refusals(answer: Answer) -> list[str]:
    """The objections of a form that came back, with their remedies, as they are read."""
    assert answer.status_code == 422
    page = answer.content.decode()
    summary = page[page.index('<ul class="objections">') :]
    items = re.findall(r"<li>(.*?)</li>", summary[: summary.index("</ul>")], re.DOTALL)
    return [re.sub(r"\s+", "", unescape(re.sub(r"<[^>]+>", "", item))) for item in items]


def said(client: Client, answer: Answer) -> str:
    """What the page after a success says."""
    assert answer.status_code == 302
    return words(client.get(answer["Location"]))
