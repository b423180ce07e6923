"""Messages of the usual types."""
