"""What authors write, as types: leaflets, clinics, locales, lexicons, approvals."""
