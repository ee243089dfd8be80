"""What a person must be told, kept until it was delivered."""
