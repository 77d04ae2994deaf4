"""Addresses that nobody's link leads to: nested, endless, beyond the calendar. Each is answered as if that part were not there."""

import base64
from typing import Final

from django.urls import reverse

from tests.access.in_the_world import InTheWorld, body_of
from zhibu.web.paging import encode_cursor

NESTED: Final = base64.urlsafe_b64encode(b"[" * 20_000).decode()
STRANGE: Final = (
    "on=9999-12-31",
    "on=0001-01-01",
    "since=9999-12-31",
    "until=9999-12-31",
    "account=²",
    "account=٣",
    f"account={'9' * 90}",
    f"person=R{'9' * 90}",
    f"page={'9' * 30}",
    f"after={NESTED}",
    f"before={NESTED}",
    f"after={encode_cursor((10**30,))}",
    f"before={encode_cursor((10**30,))}",
    f"after={encode_cursor(('zhang', 10**30))}",
    f"after={encode_cursor((-1,))}",
    "q=%00",
    "q=%25%5f%21",
    f"q={'龘' * 5000}",
    "sort=-id_number",
    "sort=__class__",
    "columns=password",
    "letter=%F0%9F%98%80",
)
LISTS: Final = {
    "street_clerk": ("home", "members", "members_export", "organisations", "organisations_list", "units", "settling", "changes"),
    "member": ("members", "my_reads"),
    "rights_keeper": ("accounts",),
    "auditor": ("audit", "audit_reads"),
}


class TestStrangeAddresses(InTheWorld):
    """No list fails on them, and none of them changes anything."""

    def test_no_list_fails(self) -> None:
        failed = []
        for subject, names in LISTS.items():
            browser = self.world.browser(subject)
            for name in names:
                for query in STRANGE:
                    with self.undone():
                        response = browser.get(f"{reverse(name)}?{query}")
                        body_of(response)
                    if response.status_code != 200:
                        failed.append((subject, name, query[:40], response.status_code))
        assert failed == []
