"""Signs strewn over a text, and marks doubled, misplaced, turned or folded to ASCII."""
