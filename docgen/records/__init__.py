"""What has happened to a period: its record.json, the events in it, and the atomic exchange of its folder.

event_details, events            what happened, kind by kind
version_history                  what that adds up to: versions, who has signed, the state
record, record_integrity         record.json read and written; tampering and loss
signable_version                 which version of which document is meant
period_exchange, period_update   a new folder put in place of the old; files and events added, all or none
public_copies, fingerprints      what a web page leads to; what a result depends on, as hashes
"""
