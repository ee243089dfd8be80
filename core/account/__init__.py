"""What a family does with its shared account: topping it up, limits, the statement."""
