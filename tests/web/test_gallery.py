"""Each page of the gallery renders, with nothing missing in its templates."""

import pytest
from django.test import Client

PAGES = [
    "/",
    "/members/",
    "/members/?size=10100",
    "/members/?category=x&on=2026-99-01",
    "/members/1/",
    "/members/new/",
    "/members/new/?refused",
    "/members/1/left/",
    "/reveal/",
    "/organisations/",
    "/branches/",
    "/progress/",
    "/login/",
]


@pytest.mark.usefixtures("gallery")
@pytest.mark.parametrize("address", PAGES)
def test_page_of_the_gallery_answers(client: Client, address: str) -> None:
    assert client.get(address).status_code == 200
