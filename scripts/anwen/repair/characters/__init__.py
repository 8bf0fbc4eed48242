"""Single characters in the wrong form: invisible, private, full-width, traditional."""
