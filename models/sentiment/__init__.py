"""The sentiment model: data, training, export."""
