"""sitegen: explainer microsites from Markdown and YAML."""

__version__ = "0.1.0"
