"""What is written of honours."""
