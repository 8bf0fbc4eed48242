"""The index of record, its static form, and the search over them.

Articles go in with `build`; queries are answered by `Searcher`. The browser's engine (docs/assets/anwen/search-*.js)
reads the static form and ranks by the same rules.
"""

from anwen.index.build import build
from anwen.index.explain import Explanation
from anwen.index.searcher import Answer, Hit, Searcher

__all__ = ["Answer", "Explanation", "Hit", "Searcher", "build"]
