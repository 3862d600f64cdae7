"""Articles, change logs and reports for people and programs."""
