"""The open data files, for programs."""
