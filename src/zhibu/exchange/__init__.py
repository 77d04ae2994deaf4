"""Tables in and tables out: Excel and text files read within limits, headings found, values understood, Excel written."""
