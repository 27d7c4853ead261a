"""From .docx to .pdf."""
