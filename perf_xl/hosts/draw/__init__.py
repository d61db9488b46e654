"""Draws a Blueprint with XlsxWriter: formats, cells, the furniture of a sheet, charts."""
