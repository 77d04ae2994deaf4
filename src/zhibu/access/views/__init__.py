"""Pages of signing in, of the workbench, of accounts and grants, of the trail and of one's own record."""
