"""The words of the register: code lists whose English values are stored and whose Chinese labels are shown. No Django."""
