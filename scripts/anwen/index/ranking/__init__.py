"""What terms weigh, which passages come first, and why."""
