"""What a locked cart became, and how it is paid."""
