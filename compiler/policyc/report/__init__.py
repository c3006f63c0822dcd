"""Findings, changes and verdicts as pages for people and as JSON for programs. Text in, text out."""
