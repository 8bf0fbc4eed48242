"""Passages to words and weighted terms, counted and sorted; what reads nearly the same."""
