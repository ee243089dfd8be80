"""What buttons carry: the object and the version they act on."""
