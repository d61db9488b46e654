"""Form (FM): the workbook itself."""
