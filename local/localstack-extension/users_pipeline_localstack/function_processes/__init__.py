"""Each Lambda environment is an operating system process instead of a container."""
