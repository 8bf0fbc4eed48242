"""Original and repair → pieces with blocks and facts, and what was left out and why.

In the order of the flow, which is `assemble.structure`; a folder's module of its own name is the one that is called:

- ``lines``: the repaired text (`page`) and what one line of it can be: numbered, a label, a field, a title, several;
- ``furniture``: what the web page prints around a document goes out;
- ``documents``: where each document of the rest begins and what it is called;
- ``blocks``: its lines as headings with levels, items, paragraphs, fields and tables;
- ``facts``: kind, date, issuer and number, from its words and from the furniture.

All read ``lines``, which reads none of them; the other four do not know each other. `recut` is the editors' knife.
"""

from anwen.structure.assemble import structure
from anwen.structure.recut import recut

__all__ = ["recut", "structure"]
