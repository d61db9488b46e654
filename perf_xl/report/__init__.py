"""Reports: the outline says what stands in them (data), the writers only draw."""
