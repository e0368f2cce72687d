"""What has changed since a client last asked, so that its copy becomes ours again."""
