"""What the register can tell of a scope on a day, set-based: each function is one query whose cost follows the scope.

Spans are read, never projections: the same statement answers for today and for any other day. ``paths`` are the reader's
subtrees, already narrowed; nothing here answers without them.
"""
