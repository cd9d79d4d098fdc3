"""API keys. Start at `service.ApiKeys`; `callers.KeyCallers` tells who calls by one."""
