"""The desk: the ledger in a browser and over HTTP; a shell around `counterclaim.ledger`, deciding nothing."""
