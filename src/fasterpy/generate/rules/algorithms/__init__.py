"""Better algorithms: tables, sorted order, prefix sums and bounds instead of nested scans."""
