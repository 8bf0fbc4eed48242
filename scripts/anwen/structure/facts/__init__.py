"""What a document and its page say of themselves: kind, date, issuer, number, site."""
