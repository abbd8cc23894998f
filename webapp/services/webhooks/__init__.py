"""Webhooks: whoever wants to know is told, by the Standard Webhooks specification.

``events`` writes down what is to be told, ``sending`` tells it, ``endpoints`` and
``deliveries`` are what a user sees and steers.
https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md
"""
