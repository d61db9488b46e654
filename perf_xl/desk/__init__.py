"""What an accountant does with workbooks, one module a job: between the actions that all jobs share and the doors.

Commands and buttons call these; they read and write through hosts and leave judgement to the inner rooms.
"""
