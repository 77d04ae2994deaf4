"""Schemathesis goes through every operation with what the document allows and what it does not.

No server error, and no answer that the document does not tell. Derandomised and bounded, so that it is the same on every machine;
``ZHIBU_API_EXAMPLES`` makes it longer (how far it went is told in ADR 30).
"""

import os
from collections.abc import Iterator
from datetime import timedelta
from typing import Any, Final

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections, connection, transaction
from hypothesis import HealthCheck, Phase, given, settings

from tests.access.cast import make_account
from tests.api.callers import token_of
from tests.gatherings.meetings import make_gathering, part, write
from tests.register.factories import Street, actor, make_person, make_street
from zhibu.access.terms import Role
from zhibu.api import limits
from zhibu.api.schema import document
from zhibu.cases.services.opening import case_code
from zhibu.gatherings.terms import GatheringKind
from zhibu.kernel.clock import today
from zhibu.mechanism.ties.services import Matter, open_matter

EXAMPLES: Final = int(os.environ.get("ZHIBU_API_EXAMPLES", "6"))
pytestmark = pytest.mark.skipif(
    connection.vendor == "sqlite" and "ZHIBU_API_EXAMPLES" not in os.environ,
    reason="goes through the stricter database, which refuses more; here with ZHIBU_API_EXAMPLES",
)
CHECKS: Final = [
    schemathesis.checks.not_a_server_error,
    schemathesis.checks.status_code_conformance,
    schemathesis.checks.content_type_conformance,
    schemathesis.checks.response_headers_conformance,
    schemathesis.checks.response_schema_conformance,
    schemathesis.checks.ignored_auth,
    schemathesis.checks.unsupported_method,
]
MODES: Final = (schemathesis.GenerationMode.POSITIVE, schemathesis.GenerationMode.NEGATIVE)
UNHURRIED: Final = settings(
    max_examples=EXAMPLES,
    derandomize=True,
    database=None,
    deadline=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)
WHY: Final = "测试"
CHANGES: Final = ("status", "category", "marks", "education", "occupation", "posts", "leave")
OPERATIONS: Final = sorted((address, method) for address, methods in document()["paths"].items() for method in methods)


@pytest.fixture(autouse=True)
def _one_connection() -> Iterator[None]:
    """A server drops a connection that is in the middle of something when a request ends; Django's own client for tests does this, too."""
    ends = (request_started, request_finished)
    for signal in ends:
        signal.disconnect(close_old_connections)
    yield
    for signal in ends:
        signal.connect(close_old_connections)


@pytest.fixture
def street(db: None) -> Street:
    return make_street()


@pytest.fixture
def known(street: Street) -> dict[str, dict[str, Any]]:
    """What stands at each address, so that what is asked is also found."""
    one = make_person(street.sunny_first, "张三")
    lecture = make_gathering(
        street.sunny_first,
        part(GatheringKind.LECTURE, street.sunny_first),
        on=today() - timedelta(days=3),
        by=actor(today()),
        reported_by="张三",
    )
    write(lecture, by=actor(today()))
    matter = open_matter(by=actor(today()), organisation=street.sunny, matter=Matter("楼道灯不亮", "晚上看不见", today(), "王阿姨"))
    case = case_code(matter.row_id)
    return {
        "/api/v1/organisations/{code}": {"code": street.sunny.code},
        **{f"/api/v1/members/{{code}}{what}": {"code": one.code} for what in ("", *(f"/{change}" for change in CHANGES))},
        "/api/v1/gatherings/{code}": {"code": lecture.code},
        "/api/v1/gatherings/{code}/attendance": {"code": lecture.code},
        "/api/v1/gatherings/{code}/parts/{number}/minutes": {"code": lecture.code, "number": 1},
        "/api/v1/cases/{code}": {"code": case},
        "/api/v1/cases/{code}/steps/{step}": {"code": case, "step": "assign"},
        "/api/v1/cases/{code}/steps/{step}/void": {"code": case, "step": "assign"},
        "/api/v1/cases/{code}/steps/{step}/reopen": {"code": case, "step": "assign"},
        "/api/v1/cases/{code}/hand-over": {"code": case},
        "/api/v1/cases/{code}/documents": {"code": case},
        "/api/v1/cases/{code}/pause": {"code": case},
        "/api/v1/cases/{code}/resume": {"code": case},
        "/api/v1/cases/{code}/cancel": {"code": case},
    }


@pytest.fixture
def sound(street: Street) -> dict[str, dict[str, Any]]:
    """What a body has to name to have an effect; all else in it is drawn."""
    day = today().isoformat()
    return {
        "/api/v1/gatherings": {"organisations": [street.sunny_first.code], "on": day, "reported_by": "张三"},
        "/api/v1/gatherings/{code}/attendance": {"marks": {}, "part": None},
        "/api/v1/gatherings/{code}/parts/{number}/minutes": {"resolutions": [], "seen": None},
        "/api/v1/cases": {"procedure": "visit_matter", "organisation": street.sunny.code, "on": day, "texts": {"matter": "灯不亮"}},
        "/api/v1/cases/{code}/steps/{step}": {"seen": 1, "on": day, "organisation": street.spring.code, "texts": {}},
        "/api/v1/members": {"organisation": street.sunny_first.code, "on": day, "facts": {"name": "李四"}},
        "/api/v1/members/{code}": {"facts": {"joined_on": "1999-07"}},
        "/api/v1/members/{code}/status": {"on": day},
        "/api/v1/members/{code}/marks": {"on": day, "mark": "home_bound"},
        "/api/v1/members/{code}/posts": {"on": day, "organisation": street.sunny_first.code},
        "/api/v1/members/{code}/leave": {"on": day},
        "/api/v1/cases/{code}/hand-over": {"seen": 1, "organisation": street.sunny_second.code, "reason": "归他们管"},
        "/api/v1/cases/{code}/pause": {"seen": 1, "reason": "等物业"},
        "/api/v1/cases/{code}/cancel": {"seen": 1, "reason": "不办了"},
    }


@pytest.fixture
def clerk(street: Street) -> str:
    """The header of somebody who may do everything that the API can."""
    made = token_of(make_account("ganshi", Role.STREET_CLERK, street.street), street.street)
    assert made.decision.objections == ()
    return f"Bearer {made.secret}"


@pytest.mark.parametrize(("address", "method"), OPERATIONS)
def test_an_operation_keeps_to_its_document(
    address: str, method: str, known: dict[str, dict[str, Any]], sound: dict[str, dict[str, Any]], clerk: str
) -> None:
    operation = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", get_wsgi_application())[address][method]
    there = known.get(address)
    for mode in MODES:
        for place in [None, there] if there else [None]:
            _go_through(operation.as_strategy(mode, path_parameters=place), clerk)
    if method != "get" and address in sound:
        named = operation.as_strategy(MODES[0], path_parameters=there).map(lambda case: _naming(case, sound[address]))
        _go_through(named, clerk)


def _naming(case: Any, facts: dict[str, Any]) -> Any:
    case.body = {**case.body, **facts}
    return case


def _go_through(cases: Any, header: str) -> None:
    @UNHURRIED
    @given(case=cases)
    def one(case: Any) -> None:
        limits.forget()
        with transaction.atomic():
            case.call_and_validate(headers={"Authorization": header}, checks=CHECKS)
            transaction.set_rollback(True)

    one()
