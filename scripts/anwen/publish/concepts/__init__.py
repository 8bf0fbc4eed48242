"""The pages of the concepts: one for each, their index, map and slogans, and what they count."""
