"""督办事项: what a meeting resolved, until somebody has checked that it was done."""
