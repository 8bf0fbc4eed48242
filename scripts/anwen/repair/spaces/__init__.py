"""Spaces, and the question marks that some of them are shown as."""
