"""A static data-journalism site generator: YAML figures in, a published site out."""

__version__ = "0.1.0"
