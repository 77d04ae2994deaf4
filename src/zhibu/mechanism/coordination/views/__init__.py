"""Pages of 共驻共建."""
