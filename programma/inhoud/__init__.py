"""The words of the course as files, one folder per programme, and the code that reads them."""
