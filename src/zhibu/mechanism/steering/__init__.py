"""党建工作指导委员会: who sits on it at three tiers, its joint conferences, and the matters that are settled there."""
