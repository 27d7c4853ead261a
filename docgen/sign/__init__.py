"""Signing, with every step in the period's record.

    fixing/      a built document becomes a frozen version with signature fields
    signing/     signatures set here, by certificate file or card, at the PAdES levels
    receiving/   what was signed elsewhere: files from a portal, papers printed, signed and scanned
    verifying/   verdicts on any signed PDF, and the report
    publishing/  the copies that everyone may see

What they share stands beside them: the version at hand (`current`), tampering with the record (`faults`), how far each
document has come (`status`) and what to do about it (`next_steps`), trusted issuers (`trust`), names in certificates
(`names`), PAdES levels (`levels`).
"""
