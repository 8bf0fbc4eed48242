"""The collection's words, how they sound, and what can stand for them, from the authored tables beside."""
