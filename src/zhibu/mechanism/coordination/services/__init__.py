"""Entered, matched, agreed, delivered, thanked; the links of liaisons and what comes by them."""

from zhibu.mechanism.coordination.services.correcting import correct_need, correct_offer
from zhibu.mechanism.coordination.services.entering import (
    add_need,
    add_offer,
    add_partner,
    end_partner,
    withdraw_need,
    withdraw_offer,
)
from zhibu.mechanism.coordination.services.links import arrival_seen, issue_link, renew_link, revoke_link
from zhibu.mechanism.coordination.services.matching import answer_with, match, return_need
from zhibu.mechanism.coordination.services.projects import agree, confirm, deliver, thank

__all__ = [
    "add_need",
    "add_offer",
    "add_partner",
    "agree",
    "answer_with",
    "arrival_seen",
    "confirm",
    "correct_need",
    "correct_offer",
    "deliver",
    "end_partner",
    "issue_link",
    "match",
    "renew_link",
    "return_need",
    "revoke_link",
    "thank",
    "withdraw_need",
    "withdraw_offer",
]
