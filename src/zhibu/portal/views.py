"""The pages: what one can do here, a certificate checked, the roll of honour, and the page of one reader by his address."""

import hmac
from base64 import b64decode
from contextlib import suppress
from functools import lru_cache
from http import HTTPStatus
from itertools import groupby
from pathlib import Path
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_http_methods, require_safe

from zhibu.exchange.bundles import look_up_key, plain_code, signature, surnames_typed
from zhibu.kernel.clock import now, today
from zhibu.portal.errors import said
from zhibu.portal.exchanging import TO_INSIDE, place
from zhibu.portal.forms import form_sent, forms_of
from zhibu.portal.pacing import CHECKS, LETTERS, address_of
from zhibu.portal.places import behind_proxy, own_place, queue_place, site_name
from zhibu.portal.secret import Keys, keys_in
from zhibu.portal.store import Full, Shown, Store

LONGEST_CODE, LONGEST_SURNAME = 40, 60
NOT_FOUND = "没有查到。请核对证书上的核对码和姓；单位、组织的证书，填名称的第一个字。"
CHANGED = "没有提交：这一页已经更新，请在下面重新填写。"
OVER, OVER_WHY = "这个链接已经停用", "链接过了期限，或已经换成新的：请联系给您链接的社区工作人员。"
FILES = {"xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "pdf": "application/pdf"}
TOO_OFTEN = "查得太频繁了：请过十分钟再试。"


@lru_cache(maxsize=4)
def known_keys(directory: Path) -> Keys:
    """Read once a process."""
    return keys_in(directory)


def _store() -> Store:
    return Store(own_place())


@require_safe
def front(request: HttpRequest) -> HttpResponse:
    """What one can do here."""
    return render(request, "portal/front.html", {"title": site_name()})


@require_safe
def healthz(request: HttpRequest) -> HttpResponse:
    """For whoever watches the server."""
    del request
    return HttpResponse("ok\n", content_type="text/plain; charset=utf-8")


@require_http_methods(["GET", "HEAD", "POST"])
def certificate(request: HttpRequest) -> HttpResponse:
    """By check code and surname. Whatever is wrong, the answer and the way to it are the same; nothing is looked for by name."""
    code, surname = _word(request, "code", LONGEST_CODE), _word(request, "surname", LONGEST_SURNAME)
    context: dict[str, Any] = {"title": "证书核对", "code": code, "surname": surname, "found": None, "note": ""}
    if request.method != "POST":
        return render(request, "portal/certificate.html", context)
    if not CHECKS.allows(address_of(request, behind_proxy=behind_proxy()), now()):
        return render(request, "portal/certificate.html", {**context, "note": TOO_OFTEN}, status=HTTPStatus.TOO_MANY_REQUESTS)
    found = _certificate(code, surname)
    if found is None or found.over:
        return render(request, "portal/certificate.html", {**context, "note": NOT_FOUND})
    return render(request, "portal/certificate.html", {**context, "found": found.content})


def _certificate(code: str, surname: str) -> Shown | None:
    """Every way in which the surname may have been meant is looked up, also after one was found."""
    key, store, on = known_keys(own_place()).look_up, _store(), today()
    asked = [store.page("certificate", look_up_key(key, "certificate", plain_code(code), one), on) for one in surnames_typed(surname)]
    return next((one for one in asked if one is not None), None)


def _word(request: HttpRequest, name: str, longest: int) -> str:
    """Only a code may come with the address, as the printed one has it: it tells nothing by itself."""
    given = request.POST if request.method == "POST" else request.GET if name == "code" else {}
    return str(given.get(name, ""))[: longest + 1]


@require_safe
def honours(request: HttpRequest) -> HttpResponse:
    """The roll of honour: those who agreed, the newest year first."""
    entries = sorted(_store().pages("honours", today()), key=lambda one: (one["date"], one["title"], one["name"]), reverse=True)
    years = [(year, sorted(of_year, key=lambda one: (one["title"], one["name"]))) for year, of_year in groupby(entries, key=_year)]
    return render(request, "portal/honours.html", {"title": "光荣册", "years": years})


def _year(entry: Any) -> str:
    return str(entry["date"])[:4]


@require_http_methods(["GET", "HEAD", "POST"])
def liaison(request: HttpRequest, key: str, signed: str) -> HttpResponse:
    """For whoever was given this address, until its day; a wrong one is no page at all."""
    shown = _addressed(key, signed)
    if shown.over:
        return said(request, OVER, OVER_WHY, HTTPStatus.GONE)
    if request.method == "POST":
        return _send(request, key, shown)
    return _show_liaison(request, key, shown, forms_of(shown.content))


@require_safe
def sheet(request: HttpRequest, key: str, signed: str, ending: str) -> HttpResponse:
    """The sheet of a year as a file, while it waits here; it was made inside."""
    if _addressed(key, signed).over:
        return said(request, OVER, OVER_WHY, HTTPStatus.GONE)
    shown = _store().page("sheet", key, today())
    if shown is None or shown.over or ending not in FILES:
        raise Http404
    name = f"{shown.content['name']}.{ending}"
    disposition = content_disposition_header(as_attachment=True, filename=name) or "attachment"
    return HttpResponse(b64decode(shown.content[ending]), content_type=FILES[ending], headers={"Content-Disposition": disposition})


def _addressed(key: str, signed: str) -> Shown:
    right = signature(known_keys(own_place()).addresses, "liaison", key)
    shown = _store().page("liaison", key, today()) if hmac.compare_digest(right.encode(), signed.encode()) else None
    if shown is None:
        raise Http404
    return shown


def _show_liaison(request: HttpRequest, key: str, shown: Shown, forms: Any, *, note: str = "", status: int = HTTPStatus.OK) -> HttpResponse:
    content = shown.content
    context = {"title": content["title"], "lead": content.get("lead", ""), "sections": content.get("sections", ()), "forms": forms}
    waiting = _store().page("sheet", key, today())
    files = waiting.content["name"] if waiting is not None and not waiting.over else ""
    return render(request, "portal/liaison.html", {**context, "files": files, "note": note, "sent": "sent" in request.GET}, status=status)


def _send(request: HttpRequest, key: str, shown: Shown) -> HttpResponse:
    """What was written goes into a sealed letter; this page does not show it again."""
    forms = forms_of(shown.content, request.POST)
    form = form_sent(forms, request.POST)
    if form is None:
        return _show_liaison(request, key, shown, forms, note=CHANGED, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    if not form.holds:
        return _show_liaison(request, key, shown, forms, note="没有提交，请看下面标出的地方。", status=HTTPStatus.UNPROCESSABLE_ENTITY)
    if not LETTERS.allows(key, now()):
        return _show_liaison(request, key, shown, forms, note="提交得太频繁了：请过十分钟再试。", status=HTTPStatus.TOO_MANY_REQUESTS)
    told = {"kind": form.kind, "key": key, "content": form.values, "at": now().isoformat()}
    keys = known_keys(own_place())
    try:
        _store().put_in(told, keys)
    except Full:
        return _show_liaison(
            request, key, shown, forms, note="现在提交的人太多：请明天再试，或打电话。", status=HTTPStatus.SERVICE_UNAVAILABLE
        )
    queue = queue_place()
    if queue is not None:
        with suppress(OSError):  # it waits in the store, and the next exchange places it: refused now, it would be sent twice
            place(queue / TO_INSIDE, _store().give(keys))
    return HttpResponseRedirect(f"{request.path}?sent=1")
