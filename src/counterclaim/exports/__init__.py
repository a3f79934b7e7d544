"""What was read, in the forms others read: one module a format."""
