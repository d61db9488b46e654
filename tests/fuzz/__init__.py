"""Fuzzers: files and texts that no honest hand wrote, thrown at every reader of the program.

`python -m tests.fuzz --workbooks 100000 --report` runs them; what each does and what has been tried stands in
docs/reliability.md. A new kind of input is a Subject in `subjects.py` and a line in `SUBJECTS`.
"""
