"""A graph for others to ask over HTTP and MCP: read-only, within limits, safe to leave running."""
