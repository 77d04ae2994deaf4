"""The HTTP API: what its operations in every package stand on."""
