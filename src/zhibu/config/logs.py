"""What a server writes to standard output: one line an event, with the local time, for journald or a file."""

import logging
from http import HTTPStatus
from typing import Any, Final


class Brief(logging.Filter):
    """A refused request (403, 404) is one line; how the program came to it tells nothing."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Every record passes; that of a refusal without its trace."""
        if getattr(record, "status_code", HTTPStatus.INTERNAL_SERVER_ERROR) < HTTPStatus.INTERNAL_SERVER_ERROR:
            record.exc_info = None
        return True


SERVER_LOGS: Final[dict[str, Any]] = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s", "datefmt": "%Y-%m-%d %H:%M:%S"}},
    "filters": {"brief": {"()": Brief}},
    "handlers": {"stdout": {"class": "logging.StreamHandler", "stream": "ext://sys.stdout", "formatter": "line", "filters": ["brief"]}},
    "root": {"handlers": ["stdout"], "level": "WARNING"},
    "loggers": {"zhibu": {"level": "INFO"}, "_granian": {"level": "WARNING"}},
}
