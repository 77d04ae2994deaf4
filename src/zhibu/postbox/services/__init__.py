"""Publish and withdraw pages outside; carry what waits out and what came in."""

from zhibu.postbox.services.publishing import publish, withdraw

__all__ = ["publish", "withdraw"]
