"""Rosters in: recognise a sheet by its headings, read its rows, match them with the register, write them in one transaction.

``runs.run_files`` is the way in for the command line, ``flow`` for the pages (upload, preview, confirm, undo).
"""
