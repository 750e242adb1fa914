"""What `publish send` and `publish status` show and ask."""
