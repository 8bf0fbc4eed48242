"""Anwen (安文): clean, theme, link, identify, search and publish Chinese work-safety documents."""

__version__ = "0.1.0"
