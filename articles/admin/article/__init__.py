"""Stories at the desk: their list, their form, and the pages about one story beside it."""
