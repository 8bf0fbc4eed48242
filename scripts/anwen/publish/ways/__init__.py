"""The ways in: the home page, the themes and the courses."""
