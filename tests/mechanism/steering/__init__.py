"""Tests of steering committees."""
