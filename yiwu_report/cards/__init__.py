"""Cards: an article's key figure and headline, laid out as SVG in the pages' own design, and drawn without a browser."""

from yiwu_report.cards.draw import draw_card
from yiwu_report.cards.layout import Layout, lay_out
from yiwu_report.cards.text import CardText, card_text

__all__ = ["CardText", "Layout", "card_text", "draw_card", "lay_out"]
