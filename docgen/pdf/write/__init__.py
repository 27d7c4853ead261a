"""What docgen adds to a PDF: signature blocks and fields, appendices, metadata, draft marks, public copies."""
