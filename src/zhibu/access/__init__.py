"""Who may: grants, the role x act table, the Reader, accounts and their administration."""
