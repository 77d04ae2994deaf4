"""述职评议考核: a secretary reports to the organisation above and to the own members, is assessed, and puts right what was found."""
