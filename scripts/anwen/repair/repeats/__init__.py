"""What stands there twice: words, sentences, lines, numbers."""
