"""Who is signed in: accounts, passwords, server-side sessions."""
