"""Changes a received workbook by touching only the XML parts concerned; every other part stays byte for byte."""
