"""How facts are kept: dated spans, guarded managers, a data key per person."""
