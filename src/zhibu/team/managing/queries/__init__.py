"""What a reader sees of proposals, drafts and what cannot be said."""
