"""What markup and programs left in the text, and what a layout drew."""
