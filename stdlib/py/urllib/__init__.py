"""URLs: `urllib.parse` takes them apart; the other parts open what they name."""
