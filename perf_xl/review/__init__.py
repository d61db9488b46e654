"""重点评价: choose projects by amount, risk and findings; forms for experts; what is to be put right."""
