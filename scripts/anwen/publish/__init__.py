"""Publish: articles, cleaned originals and concepts become Markdown pages and open data files."""

from anwen.publish import pages
from anwen.publish.concepts import Unfolding
from anwen.publish.courses import FOLDER, CourseFiles, write_courses
from anwen.publish.pages import write_pages
from anwen.publish.slogans import Slogan

# the folders of docs/ in which everything is derived
FOLDERS = (*pages.FOLDERS, FOLDER)

__all__ = ["FOLDERS", "CourseFiles", "Slogan", "Unfolding", "write_courses", "write_pages"]
