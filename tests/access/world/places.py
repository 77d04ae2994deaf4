"""What stands at one of the five places, and the browsers of everybody."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from django.conf import settings
from django.http import HttpResponseBase
from django.test import Client

from tests.register.factories import Street
from zhibu.accounts.models import Account
from zhibu.api import limits
from zhibu.register.models import (
    ImportRun,
    Organisation,
    Person,
    ResidentUnit,
)


class Shared(NamedTuple):
    """Rows of coordination: their codes end with the number of the organisation there."""

    home: int
    project_case: str
    need_case: str
    arrival: int

    def code(self, letter: str) -> str:
        """G partner, Z offer, X need, M project, T link."""
        return f"{letter}{self.home:06d}"


@dataclass(frozen=True, slots=True)
class Place:
    """What stands at one of the five places."""

    relation: str
    organisation: Organisation
    person: Person
    second: Person
    unit: ResidentUnit
    note_id: int
    proposal_id: int
    post_id: int
    parameter_proposal_id: int
    """A value proposed to the organisation there."""
    operation_id: int
    """Somebody else's operation on the person."""
    account: Account
    """An account granted there, for the pages of the keeper of rights."""
    grant_id: int
    device_id: int
    """A device that the account has had remembered."""
    reset_id: int
    """A request to take its second factor away."""
    upload: ImportRun
    """What that account has uploaded."""
    export_id: int
    """Full numbers of the place that it asked for, and nobody has looked at."""
    message_code: str
    """What was published there, for secretaries: that of the parent is for those below, and names nobody."""
    gathering_code: str
    """A lecture, a visit and a joint conference that the organisation there holds tomorrow."""
    case: str
    """The code of a matter that is held there, and waits to be assigned."""
    case_document: int
    """A document of that matter."""
    letter_code: str
    """A draft of the organisation there."""
    incoming_code: str
    """A request that has come to it, from below."""
    institution_code: str
    """What was laid down there: that of the parent is for those below, and names nobody."""
    study_line_id: int
    study_code: str
    """A study session there that the second person missed."""
    study_holding_id: int
    life_meeting: str
    """The gathering of a life meeting of the organisation there."""
    life_preparation: str
    """The code of its preparation."""
    topic: str
    session: str
    election: str
    """The code of an election there, in which a ballot is out."""
    token_id: int
    """A token that the account there has made."""
    assessment: str
    """The gathering of an assessment of the organisation there."""
    assessment_case: str
    """The code of its case."""
    appointment: str
    """The code of the case of a concurrent member of the committee there, who is in office."""
    poll_code: str
    """An open poll of the organisation there."""
    shared: Shared
    """What the organisation there does together with the unit there."""
    linked_place: str
    """A stairwell that somebody is linked to."""
    link_id: int
    scheme: str
    """The code of a table of the organisation there, in force."""
    agreement: str
    """The code of the agreement by which that organisation took it."""
    appraisal_case: str
    """The code of the case of the table's year."""
    report_code: str
    """The report of a secretary to the organisation there."""
    selection: str
    """The code of a selection that the organisation there conducts: that of the parent calls upon those below."""
    honour: str
    received: str
    """An honour that the person was granted there, and one from above."""


@dataclass(frozen=True, slots=True)
class World:
    """The places and the browsers of everybody."""

    street: Street
    places: dict[str, Place]
    cookies: dict[str, str]
    """The session cookie of each subject; nobody's is empty."""
    tokens: dict[str, str]
    """A token of each subject's account that carries whatever a token can, on the community; nobody's is empty."""

    client: Client = field(default_factory=Client)
    """One for all: a new one loads the middleware anew, thousands of times."""

    def browser(self, subject: str) -> Client:
        """As a fresh browser of somebody."""
        self.client.cookies.clear()
        self.client.cookies[settings.SESSION_COOKIE_NAME] = self.cookies[subject]
        return self.client

    def call(self, subject: str, method: str, address: str, sent: Mapping[str, object] | None = None) -> HttpResponseBase:
        """As a system to which somebody gave a token."""
        self.client.cookies.clear()
        limits.forget()
        shown = {"Authorization": f"Bearer {self.tokens[subject]}"} if self.tokens[subject] else {}
        headers = {**shown, "Idempotency-Key": "the-only-one"}
        if method == "get":
            return self.client.get(address, headers=headers)
        return self.client.generic(method.upper(), address, json.dumps(sent or {}), content_type="application/json", headers=headers)
