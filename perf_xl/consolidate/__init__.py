"""Many workbooks become one department: nothing lost, every figure traceable to workbook, sheet and cell."""
