"""/data/versions/<article>.json: the words that parts of an article had before, for those who cited them."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping

from anwen.library import Article

# article id → identifier → pin → words; "" where only the pin is known
Former = Callable[[str], Mapping[str, Mapping[str, str]]]


def no_former(article: str) -> Mapping[str, Mapping[str, str]]:
    """Nothing was ever worded otherwise."""
    del article
    return {}


def versions_file(article: str) -> str:
    """Where below docs/ an article's former wordings stand."""
    return f"data/versions/{article}.json"


def versions(article: Article, former: Former) -> str:
    """The file's text; "" where no part of the article that is still there was ever worded otherwise.

    The words of a part that is gone are not shown any more.
    """
    present = {article.id, *(part.id for part in article.body)}
    found = {name: dict(words) for name, words in former(article.id).items() if name in present}
    return json.dumps(found, ensure_ascii=False, indent=1) + "\n" if found else ""
