"""Open workbooks through xlwings: blocks in, blocks out, Excel put back as it was."""

from perf_xl.hosts.excel.host import ExcelHost

__all__ = ["ExcelHost"]
