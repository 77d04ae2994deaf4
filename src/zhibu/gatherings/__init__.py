"""What happened: meetings and activities, who was there, what was decided."""
