"""Where models run: the port and its two twins."""
