"""What a browser or a mail client makes of HTML and its styles."""
