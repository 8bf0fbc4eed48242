"""Publish: articles, cleaned originals and concepts become Markdown pages and open data files.

`pages.write_pages` writes everything, and `offline.write_offline` lists last what a browser keeps of it. Each folder
reads ``parts`` and at most one other that stands before it here:

- ``parts``: safe HTML (`markup`), words for codes, links, passages, the collection (`catalogue`);
- ``articles``: the page of an article, of those that are gone, and cards of one for other people's pages;
- ``concepts``: a concept's page and what it counts, the index, the map, the slogans;
- ``cleaning``: what became of each original, and the report of all;
- ``ways``: the ways in: home page, themes, courses;
- ``data``: the open data files, for programs.

``theme`` is no Python: the templates of MkDocs's theme that this site has its own of.
"""

from anwen.publish import offline, pages
from anwen.publish.concepts.concepts import Unfolding
from anwen.publish.concepts.slogans import Slogan
from anwen.publish.offline import write_offline
from anwen.publish.pages import write_pages
from anwen.publish.parts.opening import apart
from anwen.publish.ways.courses import FOLDER, CourseFiles, write_courses

# the folders of docs/ in which everything is derived
FOLDERS = (*pages.FOLDERS, FOLDER, offline.FOLDER)

__all__ = [
    "FOLDERS",
    "CourseFiles",
    "Slogan",
    "Unfolding",
    "apart",
    "write_courses",
    "write_offline",
    "write_pages",
]
