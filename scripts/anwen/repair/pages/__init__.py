"""What printing and paging left: running heads, page numbers, jump lines, numbered fragments."""
