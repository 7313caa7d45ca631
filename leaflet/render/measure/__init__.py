"""What laid-out pages say of themselves, in millimetres."""
