"""What printing, paging and pasting left: running heads, page numbers, numbered fragments, copies."""
