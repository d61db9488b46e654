"""perf_xl: 预算绩效目标 workbooks filled, checked, followed and consolidated.

A workbook becomes a picture of cells, the picture becomes nouns, rules judge the nouns, findings become
marks in the same workbook - and any program that can hold a workbook can be the host.
"""

__version__ = "0.1.0"
