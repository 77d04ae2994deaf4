"""The sample street: invented people and organisations from a seed, believable and clearly not real; it scales for the bench."""
