"""How much a request may hold: files only from those who may upload them, never on disk in the clear, and nothing else beyond a form."""

import io
from typing import Any, Final

import pytest
from django.conf import settings
from django.core.files.uploadedfile import InMemoryUploadedFile, SimpleUploadedFile
from django.test import Client, override_settings
from django.urls import reverse

from tests.access.cast import make_account, signed_in
from tests.access.pages import words
from tests.register.factories import Street, make_street
from zhibu.access.terms import Role
from zhibu.accounts.models import Draft
from zhibu.register.models import ImportRun

pytestmark = pytest.mark.django_db
MEBIBYTE: Final = 1024 * 1024


@pytest.fixture
def street() -> Street:
    return make_street()


def file(size: int, name: str = "名册.csv") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, b"a" * size)


def unread(response: Any) -> bool:
    """Whether nothing of the body was taken in."""
    return not vars(response.wsgi_request)["_read_started"]


def test_a_form_that_takes_no_files_takes_none_from_anybody(client: Client, street: Street) -> None:
    clerk = signed_in(make_account("clerk", Role.STREET_CLERK, street.street))
    for one, address in ((client, reverse("sign_in")), (clerk, reverse("password")), (clerk, reverse("member_register"))):
        response = one.post(address, {"file": file(5 * MEBIBYTE)})
        assert (response.status_code, unread(response)) == (413, True)
        assert "提交的内容太大" in response.content.decode()


def test_whoever_is_not_signed_in_or_may_not_import_sends_files_to_nobody(client: Client, street: Street) -> None:
    officer = signed_in(make_account("officer", Role.BRANCH_OFFICER, street.sunny_first))
    for one, status in ((client, 302), (officer, 403)):
        response = one.post(reverse("imports"), {"rosters": file(5 * MEBIBYTE), "on": "2026-06-01"})
        assert (response.status_code, unread(response)) == (status, True)
    assert ImportRun.objects.count() == 0


def test_an_upload_is_never_written_down_before_it_is_sealed(street: Street) -> None:
    clerk = signed_in(make_account("clerk", Role.STREET_CLERK, street.street))
    response = clerk.post(reverse("imports"), {"rosters": [file(9 * MEBIBYTE), file(9 * MEBIBYTE)], "on": ""})
    assert response.status_code == 422
    found = response.wsgi_request.FILES.getlist("rosters")
    assert [type(one) for one in found] == [InMemoryUploadedFile] * 2


@override_settings(LARGEST_UPLOAD=6 * MEBIBYTE)
def test_more_than_all_files_together_may_hold_is_said_before_any_is_read(street: Street) -> None:
    clerk = signed_in(make_account("clerk", Role.STREET_CLERK, street.street))
    response = clerk.post(reverse("imports"), {"rosters": [file(4 * MEBIBYTE), file(4 * MEBIBYTE)], "on": "2026-06-01"})
    assert (response.status_code, unread(response)) == (413, True)
    assert "请分几次上传" in words(response)


def test_what_is_kept_in_memory_is_what_may_be_uploaded() -> None:
    assert settings.FILE_UPLOAD_HANDLERS == ["django.core.files.uploadhandler.MemoryFileUploadHandler"]
    assert settings.FILE_UPLOAD_MAX_MEMORY_SIZE == settings.LARGEST_UPLOAD


def test_a_length_that_is_none_reads_nothing(client: Client) -> None:
    for length in ("-1", "x", "", "9" * 40):
        response = client.generic("POST", reverse("sign_in"), b"a=1", CONTENT_LENGTH=length)
        assert response.status_code in {200, 400, 413}


def test_a_draft_larger_than_any_form_is_not_kept(street: Street) -> None:
    clerk = signed_in(make_account("clerk", Role.STREET_CLERK, street.street))
    body = io.BytesIO(b'{"fields": {"a": "' + b"x" * (5 * MEBIBYTE) + b'"}}').getvalue()
    response = clerk.generic("POST", reverse("draft", args=["a"]), body, content_type="application/json")
    assert (response.status_code, Draft.objects.count()) == (413, 0)


@pytest.mark.parametrize("charset", ["zlib", "idna", "undefined", "unicode_escape"])
def test_a_form_is_read_as_the_pages_are_written_whatever_a_stranger_calls_it(client: Client, charset: str) -> None:
    body = '--b\r\nContent-Disposition: form-data; name="username"\r\n\r\n\\ud800\r\n--b--\r\n'
    multipart = f"multipart/form-data; boundary=b; charset={charset}"
    response = client.generic("POST", reverse("sign_in"), body, content_type=multipart)
    assert (response.status_code, response.wsgi_request.POST["username"]) == (200, "\\ud800")
