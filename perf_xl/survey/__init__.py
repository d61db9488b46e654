"""Many workbooks at once: a city's or a province's, judged by many processes, kept as tables for later questions.

`records` says what is kept of one workbook, `cluster` spreads the work over machines, `store` writes the tables.
"""
