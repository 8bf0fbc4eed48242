"""What the web page prints around a document, told apart from it."""
