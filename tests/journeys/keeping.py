"""What is left lying about so that every page of keeping is come to by links: exports at each step, somebody who is put off."""

import re
import time
from typing import Any

from playwright.sync_api import APIRequestContext, APIResponse, Playwright

from tests.journeys.serving import LONGEST_START
from zhibu.config.demo import PASSWORD

TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')
HOLD = re.compile(r"/retention/people/R\d+/hold")


def send(request: APIRequestContext, address: str, token_from: str = "", **fields: Any) -> APIResponse:
    """Fill in the form of a page, and press its button."""
    token = TOKEN.search(request.get(token_from or address).text())
    assert token is not None, address
    form: Any = {"csrfmiddlewaretoken": token[1], **fields}
    done = request.post(address, form=form, max_redirects=0)
    assert done.status in {200, 302}, f"{address}: {done.status}"
    return done


def ask(request: APIRequestContext, query: str) -> str:
    """Full numbers, by the conditions of the roll; the address of the copy."""
    fields = {"choice": "填报上级系统", "recipient": "报区委组织部", "numbers": "phone", "columns": "name"}
    return send(request, f"/exports/new{query}", **fields).headers["location"]


def leave_exports(playwright: Playwright, base_url: str) -> None:
    """One that waits for a second person, one that may be made, one that was handed over."""
    request = signed_in(playwright, base_url, "ganshi")
    ask(request, "?category=retired")
    ask(request, "?q=赵国强")
    done = ask(request, "?q=赵国强")
    send(request, f"{done}make", password=PASSWORD)
    send(request, f"{done}file", token_from=done)
    request.dispose()


def leave_a_hold(playwright: Playwright, base_url: str) -> None:
    """Somebody on the list is put off; the list is made when the server's other process has begun its work."""
    request = signed_in(playwright, base_url, "ganshi")
    end = time.monotonic() + LONGEST_START
    while not (found := HOLD.search(request.get("/retention/due/").text())) and time.monotonic() < end:
        time.sleep(0.5)
    assert found is not None
    send(request, found[0], reason="正在办理转接")
    request.dispose()


def signed_in(playwright: Playwright, base_url: str, reader: str) -> APIRequestContext:
    """Somebody without a browser."""
    request = playwright.request.new_context(base_url=base_url)
    token = TOKEN.search(request.get("/login").text())
    assert token is not None
    request.post("/login", form={"username": reader, "password": PASSWORD, "csrfmiddlewaretoken": token[1]}, max_redirects=0)
    return request
