"""What is likely Chinese: a character language model (`model`) and which words stand beside which (`pairs`, `words`).

Byte slips are read by them, and other rules weigh by the model whether two stretches go together (`repair.joint`).

``python -m anwen.repair.language.train`` builds both from the collection's clean text, the concept files, terms.txt,
prose/ and jieba's frequency table; the pairs take in the statutes and the texts that themes are learned from as well.
Do it again when the collection has grown by much, or after adding to terms.txt what was read wrong.
"""
