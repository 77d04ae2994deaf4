"""What was known, when, and by whom: audit rows, the read log, and the one door through which rows are written."""
