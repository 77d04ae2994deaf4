"""The one way to say that a single cell cannot be taken."""


class BadValue(Exception):
    """``code`` for programs, ``reason`` and ``remedy`` as Chinese sentences for the one who mends the sheet."""

    def __init__(self, code: str, reason: str, remedy: str) -> None:
        super().__init__(code, reason, remedy)
        self.code = code
        self.reason = reason
        self.remedy = remedy
