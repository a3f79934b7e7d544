"""From the ledger to what a page shows: plain records, no HTML, no request."""
