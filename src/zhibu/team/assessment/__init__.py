"""民主评议党员: a branch's yearly assessment of its members, from the meeting to what is filed upward."""
