"""The index as small scripts for the browser, with the search page's suggestions."""
