"""Everything Excel loads, as text, and the script that assembles it into perf_xl.xlam."""
