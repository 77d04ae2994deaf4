"""What the register's facts mean and which of them cannot be: pure functions of plain values and a date. No Django."""
