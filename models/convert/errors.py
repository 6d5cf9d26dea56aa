"""The one error of a conversion. Its message is a line for people; nothing was changed."""


class ConvertError(Exception):
    """SOURCE cannot be converted, or OUT cannot be written."""
