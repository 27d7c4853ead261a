"""What has happened to a period: its record.json, the events in it, and the atomic exchange of its folder."""
