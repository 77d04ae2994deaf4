"""Accounts: who can sign in, sessions that the server can revoke, drafts that outlive a log-out."""
