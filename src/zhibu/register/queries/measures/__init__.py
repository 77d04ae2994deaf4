"""What the register can tell of a scope on a day, set-based: a query whose cost follows the scope, or a ``Part`` of one.

Spans are read, never projections: the same statement answers for today and for any other day. ``paths`` are the reader's
subtrees, already narrowed; nothing here answers without them.
"""
