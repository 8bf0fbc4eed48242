"""What markup and programs left in a text, and what a layout drew; `code` and `program` know what it shows of them."""
