"""The road from originals to the site. Only this package and the command line know several rooms."""

from anwen.pipeline.derive import Derived, derive, write_derived
from anwen.pipeline.publishing import build_index, build_pages, build_site, public_only, site_is_current

__all__ = [
    "Derived",
    "build_index",
    "build_pages",
    "build_site",
    "derive",
    "public_only",
    "site_is_current",
    "write_derived",
]
