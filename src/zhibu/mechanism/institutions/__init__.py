"""制度汇编: an organisation's own institutions, their versions, and the local values that they carry."""
