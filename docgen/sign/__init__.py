"""Signing, with every step in the period's record.

    fixing/      a built document becomes a frozen version with signature fields
    signing/     signatures set here, by certificate file or card, at the PAdES levels
    receiving/   what was signed elsewhere: files from a portal, papers printed, signed and scanned
    verifying/   verdicts on any signed PDF, and the report
    publishing/  the copies that everyone may see

What they share stands beside them: how far each document has come (`status`), what to do about it (`next_steps`),
whether the data have changed since a version was fixed (`changed_since_fixed`), trusted issuers (`trust`), what a
certificate says of itself (`certificate`), PAdES levels (`levels`). What has happened to a document is for
`docgen.records`.
"""
