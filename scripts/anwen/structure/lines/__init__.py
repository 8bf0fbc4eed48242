"""What a single line can be, and where one line is several."""
