"""What sites put into a text and at its ends: advertising, contacts, notices, their own names."""
