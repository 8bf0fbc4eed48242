"""A document's lines as blocks: headings with levels, items, paragraphs, fields and tables."""
