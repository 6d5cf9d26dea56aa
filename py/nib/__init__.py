"""Nib: completion, correction and sentiment on tiny local models. See engine.py for the entry."""
