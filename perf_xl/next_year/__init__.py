"""下一年度: the workbook of the coming year begun from this year's. Values in, values out."""
