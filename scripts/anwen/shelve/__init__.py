"""The shelf: articles as Markdown files in corpus/articles/<theme>/<id>.md, for people and for git.

The files are derived and committed, so that a change of cleaning shows in a diff. They are never edited by hand and
never read back by the build; `parse_front_matter` exists for the check and for other programs.
"""

from anwen.shelve.article import FrontMatter, article_path, parse_front_matter, render_article

__all__ = ["FrontMatter", "article_path", "parse_front_matter", "render_article"]
