"""The byte-slip engine: characters that an annotation filter cut in half, put together again.

The filter worked on GBK bytes and inserted ``(pinyin)`` behind every place where the two bytes of one of its
characters stood, aligned or not. An unaligned one straddles two characters, and the page was decoded one byte off from
there: 運輸的全流程監管 → 輸?shù)娜鞒瘫O(jiān)管. `rule.find` reads such runs again by a search over the bytes that may
have stood there (`beam`), scored by a character language model (`repair.language`); readings that it finds nearly alike
are settled by the words that they make and those words' neighbours (`choose`), and what is likely to be wrong is marked
as doubtful.
"""
