"""Other engines on the same corpus: Pagefind, MiniSearch, the theme's own search (lunr), plain Whoosh with jieba.

Each engine is a folder of files that its builder makes in a process of its own (its time and peak memory are the
row's), and a page that answers ``ask(query)`` in Chromium; the server counts the compressed bytes that it sends.
"""
