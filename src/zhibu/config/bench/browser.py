"""A real client on one connection that stays open: signs in as people do, then times each answer."""

import gzip
import http.client
import re
import time
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any, Final
from urllib.parse import urlencode

TOKEN: Final = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')


class Connection(http.client.HTTPConnection):
    """Knows how many bytes it has sent."""

    sent = 0

    def send(self, data: Any) -> None:
        """Head and body alike."""
        self.sent += len(data)
        super().send(data)


@dataclass
class Browser:
    """Keeps the connection and the cookies; offers gzip, as browsers do, and knows the bytes of the last request."""

    port: int
    host: str = "127.0.0.1"
    cookies: dict[str, str] = field(default_factory=dict)
    location: str = ""
    """Where the last answer sends to."""
    sent: int = 0
    received: int = 0
    _connection: Connection | None = None

    def ask(self, method: str, path: str, body: str = "") -> tuple[int, bytes]:
        """One request; redirects are left alone."""
        connection = self._connection or Connection(self.host, self.port, timeout=120)
        self._connection, before = connection, connection.sent
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items()), "Accept-Encoding": "gzip"}
        if body:
            headers |= {"Content-Type": "application/x-www-form-urlencoded", "Referer": f"http://{self.host}:{self.port}{path}"}
        connection.request(method, path, body or None, headers)
        answer = connection.getresponse()
        content = answer.read()
        for cookie in answer.headers.get_all("Set-Cookie") or ():
            name, _, value = cookie.partition(";")[0].partition("=")
            self.cookies[name] = value
        self.location = answer.headers.get("Location", "")
        self.sent, self.received = connection.sent - before, len(content) + len(answer.headers.as_bytes())
        return answer.status, gzip.decompress(content) if answer.headers.get("Content-Encoding") == "gzip" else content

    def sign_in(self, username: str, password: str) -> None:
        """Through the log-in page with its token."""
        _, page = self.ask("GET", "/login")
        token = TOKEN.search(page.decode())
        fields = {"csrfmiddlewaretoken": token[1] if token else "", "username": username, "password": password}
        status, _ = self.ask("POST", "/login", urlencode(fields))
        if status != HTTPStatus.FOUND:
            raise RuntimeError(f"log-in answered {status}")

    def time(self, path: str) -> float:
        """Seconds from asking to the last byte; anything but a page is a mistake of the bench."""
        begin = time.perf_counter()
        status, _ = self.ask("GET", path)
        seconds = time.perf_counter() - begin
        if status != HTTPStatus.OK:
            raise RuntimeError(f"{path} answered {status}")
        return seconds

    def close(self) -> None:
        """Let go of the connection."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None
