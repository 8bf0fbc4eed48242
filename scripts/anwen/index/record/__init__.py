"""The index of record: gathered postings written as one Whoosh segment, and read again."""
