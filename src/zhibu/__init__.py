"""zhibu: record once what happened; everything else is derived."""

__version__ = "0.1.0"
