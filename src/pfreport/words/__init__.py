"""The words of pages, mails and faults, by language: code holds their keys."""
