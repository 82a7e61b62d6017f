"""warlog reads war reports and writes down what they say, in a form that can be checked."""

__version__ = "0.1.0"
