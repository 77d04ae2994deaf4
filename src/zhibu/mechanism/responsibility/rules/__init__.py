"""What may be done with responsibilities, hand-overs and priorities: pure, with every objection at once."""
