"""What a reader typed, understood: words, filters, pinyin, slips, and part of it where nothing is found."""
