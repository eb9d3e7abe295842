"""Rules: YAML in, :class:`~contractlint.rulebook.rule.Rule` out."""
