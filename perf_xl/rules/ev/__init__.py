"""Rules on 绩效自评: after the year. Silent for a workbook in which nobody has begun it."""
