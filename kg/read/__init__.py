"""Read articles: mentions, linking, propositions, stance, relations."""
