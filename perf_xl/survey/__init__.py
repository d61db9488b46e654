"""Many workbooks at once: a city's or a province's, judged by many processes, kept as tables for later questions.

`sources` finds the workbooks, `records` says what is kept of one, `parts` which stand together, `store` writes the tables.
"""
