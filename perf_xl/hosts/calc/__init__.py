"""xlwings over LibreOffice Calc: one module per object of its model."""
