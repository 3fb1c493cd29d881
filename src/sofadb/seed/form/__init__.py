"""The seed format: its fields as typed models, in words for people, and as a JSON Schema."""
