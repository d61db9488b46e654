"""What happens to PCs: killed processes, full disks, closed folders, odd clocks and names of folders."""
