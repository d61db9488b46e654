"""What an indicator means: what is measured, good or bad, which measure, sign and 二级指标 belong to it.

Pure analysis of words; the word lists are data (`law/data/words_*.toml`). The rules ask, this room answers with a
confidence and the words it rests on.
"""
