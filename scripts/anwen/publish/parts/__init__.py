"""What every page is made of: safe HTML, words for codes, links, passages, and the collection as they need it."""
