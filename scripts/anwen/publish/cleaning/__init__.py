"""What cleaning did, for readers: each original, each article's part of one, and the report."""
