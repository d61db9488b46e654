"""Programs that can hold a workbook: files, memory, and - through xlwings - Excel and LibreOffice Calc."""
