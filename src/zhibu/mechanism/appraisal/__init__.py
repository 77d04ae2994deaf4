"""目标考评: what two Party organisations agree on for a year, and how it stands on any day."""
