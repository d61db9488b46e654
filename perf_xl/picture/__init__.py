"""Pictures of workbooks without meaning: one that was read (Grid), one to be drawn (Blueprint), and changes (Edit)."""
