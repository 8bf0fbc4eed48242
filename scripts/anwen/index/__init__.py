"""The index of record, its static form, and the search over them.

`source` has the shapes that all share, `terms` the characters and pairs that are looked up. A folder imports only from
folders above it:

- ``analysis``: passages to words and weighted terms; ``vocabulary``: the collection's words and the authored tables;
- ``asking``: a query understood; ``ranking``: what its words weigh in a passage;
- ``record``: the index as Whoosh keeps it; ``static``: the same as small scripts.

Articles go in with `build`; queries are answered by `Searcher`. The browser's engine (docs/assets/anwen/search-*.js)
reads the static form and ranks by the same rules.
"""

from anwen.index.asking.narrow import Strange
from anwen.index.build import build
from anwen.index.ranking.explain import Explanation
from anwen.index.searcher import Answer, Hit, Searcher

__all__ = ["Answer", "Explanation", "Hit", "Searcher", "Strange", "build"]
