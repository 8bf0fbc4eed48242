"""Single characters in the wrong form: invisible, private, look-alike, full-width, traditional."""
