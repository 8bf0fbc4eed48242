"""Publish: articles, cleaned originals and concepts become Markdown pages and open data files."""

from anwen.publish.concepts import Unfolding
from anwen.publish.pages import FOLDERS, write_pages
from anwen.publish.slogans import Slogan

__all__ = ["FOLDERS", "Slogan", "Unfolding", "write_pages"]
