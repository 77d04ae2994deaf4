"""Who manages whom (分类管理): proposals by category with their reason, accepted as draft transfers or declined; nobody is moved."""
