"""What a ministry or a province can change: frames, thresholds, word lists - dated data, each with its source."""
