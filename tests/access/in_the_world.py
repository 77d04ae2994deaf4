"""Tests that walk through the world of the matrix: made once, left by every request as it was."""

import io
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from typing import ClassVar

import openpyxl
from django.apps import apps
from django.db import connection, transaction
from django.http import HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.test import TestCase

from tests.access.world import World, make_world
from zhibu.accounts.queries import forget


def rows_of_everything() -> tuple[int, ...]:
    """The number of rows of each table, by one statement."""
    counts_of = ", ".join(f"(SELECT count(*) FROM {connection.ops.quote_name(model._meta.db_table)})" for model in apps.get_models())  # noqa: S608  names of the models
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {counts_of}")
        counts: tuple[int, ...] = cursor.fetchone()
    return counts


def body_of(response: HttpResponseBase) -> bytes:
    """The whole answer; a streamed one is read to its end, which closes its file."""
    if isinstance(response, StreamingHttpResponse):
        return b"".join(response)
    assert isinstance(response, HttpResponse)
    return response.content


def text_of(response: HttpResponseBase) -> str:
    """Everything that an answer says, be it a page or a sheet."""
    body = body_of(response)
    if "spreadsheet" not in response.headers["Content-Type"]:
        return body.decode()
    book = openpyxl.load_workbook(io.BytesIO(body))
    return "\n".join(str(cell) for sheet in book for line in sheet.iter_rows(values_only=True) for cell in line if cell is not None)


MADE: list[World] = []
"""Kept here, since Django copies whatever a class of tests keeps, browsers and all."""


class InTheWorld(TestCase):
    """The two streets, made once; every request leaves them as they were."""

    before: ClassVar[tuple[int, ...]]

    @classmethod
    def setUpTestData(cls) -> None:
        forget()
        MADE[:] = [make_world()]
        cls.before = rows_of_everything()

    def setUp(self) -> None:
        """Thousands of refusals need no log."""
        logging.disable(logging.WARNING)
        self.addCleanup(logging.disable, logging.NOTSET)
        self.world = MADE[0]

    @contextmanager
    def undone(self) -> Iterator[None]:
        """Whatever is written inside is gone afterwards. What is remembered of readers stays: the revision goes back too."""
        with transaction.atomic():
            yield
            transaction.set_rollback(True)
