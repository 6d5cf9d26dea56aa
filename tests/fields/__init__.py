"""The field matrix: every kind of field people write in, and what must hold in each."""
