"""Systems of industries, industries of parks, targets of industries."""
