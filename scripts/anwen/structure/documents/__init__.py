"""Where each document of an original begins, and what it is called."""
