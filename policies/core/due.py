"""When a time that was said falls due."""
