"""What stands behind `sofadb shell`: lines cut into statements, dot commands, and questions asked apart."""
