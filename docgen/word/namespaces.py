"""Names of the Word format (ECMA-376): the namespaces of its XML and the parts that every file has."""

from __future__ import annotations

W = 'http://schemas.openxmlformats.org/wordprocessingml/2006/main'
RELATIONSHIPS = 'http://schemas.openxmlformats.org/package/2006/relationships'
CONTENT_TYPES = '[Content_Types].xml'
