"""Text that was decoded with the wrong table, or written down by number."""
