"""Kafka event source mappings: accepted and kept, polled by a process outside LocalStack."""
