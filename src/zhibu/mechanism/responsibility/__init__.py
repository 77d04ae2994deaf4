"""党建责任: who answers for what, from when to when."""
