"""工作日历: what a department has to do when, from its plan and the regulation."""
