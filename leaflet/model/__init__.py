"""The types of what authors write: leaflets, clinics, locales, lexicons, approvals."""
