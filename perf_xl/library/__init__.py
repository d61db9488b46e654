"""指标库: which indicators were used for which kind of project, and a starter set beside them."""
