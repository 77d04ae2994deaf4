"""The document says what the program does: every operation, its right, what it takes, what it refuses, in Chinese."""

import re
from typing import Any, Final

import pytest

from zhibu.access.terms import ACTS, TOKEN_ACTS
from zhibu.api.schema import addressed, document
from zhibu.api.terms import ROOT, TAGS
from zhibu.gatherings.rules.progress import Progress
from zhibu.gatherings.terms import GatheringKind
from zhibu.web.gate import ANYBODY

CHINESE: Final = re.compile(r"[\u4e00-\u9fff]")
MADE: Final = document()
EVERY: Final = [(f"{method.upper()} {address}", said) for address, methods in MADE["paths"].items() for method, said in methods.items()]
ALL: Final = pytest.mark.parametrize(("name", "said"), EVERY, ids=[name for name, _ in EVERY])


def test_it_names_every_operation_once() -> None:
    names = [said["operationId"] for _, said in EVERY]
    assert len(names) == len(set(names)) == len(addressed())
    assert {one.address.startswith(f"/{ROOT}") for one in addressed()} == {True}
    assert {said["tags"][0] for _, said in EVERY} == set(TAGS)


def test_every_right_is_one_that_a_token_can_carry() -> None:
    asked = {one.operation.act for one in addressed()} - {ANYBODY}
    assert asked <= set(TOKEN_ACTS) <= set(ACTS)


def test_nothing_that_opens_numbers_or_hardship_or_signs_or_grants_can_be_carried() -> None:
    sealed = {"see_contact", "see_hardship", "search_last_four", "hold_tokens", "sign_minutes", "sign_on_behalf", "undo_import"}
    begins = ("reveal_", "export_", "give_", "edit_", "import_", "read_trail", "run_", "confirm_", "decide_parameters", "merge_")
    carried = [act for act in TOKEN_ACTS if act in sealed or act.startswith(begins)]
    assert carried == ["edit_members", "edit_posts"]  # who joined, what changed, who left: by the services of the forms


@ALL
def test_an_operation_is_described_in_chinese(name: str, said: dict[str, Any]) -> None:
    texts = [said["summary"], said["description"], *(one["description"] for one in said["parameters"] if one["in"] != "path")]
    assert [text for text in texts if not CHINESE.search(text)] == []


@ALL
def test_a_write_wants_a_key_and_a_reading_none(name: str, said: dict[str, Any]) -> None:
    keys = [one["required"] for one in said["parameters"] if one["name"] == "Idempotency-Key"]
    assert keys == ([] if name.startswith("GET") else [True])
    assert ("requestBody" in said) == (not name.startswith("GET"))


@ALL
def test_refusals_are_problems(name: str, said: dict[str, Any]) -> None:
    refused = {status: list(answer["content"]) for status, answer in said["responses"].items() if status >= "400"}
    assert {"401", "403", "429", "500"} <= set(refused)
    assert set(map(tuple, refused.values())) == {("application/problem+json",)}


def test_every_field_that_is_sent_or_told_is_described() -> None:
    bare = [
        f"{name}.{field}"
        for name, schema in MADE["components"]["schemas"].items()
        if name not in {"Problem", "ObjectionTold"}
        for field, one in schema["properties"].items()
        if not CHINESE.search(one.get("description", ""))
    ]
    assert bare == []


def test_no_field_is_one_that_is_told_to_nobody() -> None:
    schemas = MADE["components"]["schemas"]
    told = {field for name, schema in schemas.items() if not name.endswith("Sent") for field in schema["properties"]}
    assert told & {"id_number", "phone", "landline", "residence", "household", "hardship", "asker", "password"} == set()


def test_its_words_are_those_of_the_program() -> None:
    asked = {one["name"]: one["schema"] for one in MADE["paths"]["/api/v1/gatherings"]["get"]["parameters"]}
    assert asked["kind"]["enum"] == [str(kind) for kind in GatheringKind]
    assert asked["state"]["enum"] == [str(one) for one in Progress]
