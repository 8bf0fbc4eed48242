"""The shelf: articles as Markdown files in corpus/articles/<theme>/<id>.md, for people and for git.

The files are derived and committed, so that a change of cleaning shows in a diff. They are never edited by hand and
read back by the build only for the words that a new cleaning puts out of use; `parse_front_matter` and
`parse_passages` exist for the checks, the comparison of two revisions and other programs.
"""

from anwen.shelve.article import FrontMatter, article_path, parse_front_matter, render_article
from anwen.shelve.passages import parse_body, parse_passages

__all__ = ["FrontMatter", "article_path", "parse_body", "parse_front_matter", "parse_passages", "render_article"]
