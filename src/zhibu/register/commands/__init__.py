"""The register at the command line: import, export, look up."""
