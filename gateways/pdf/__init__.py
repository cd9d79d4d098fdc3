"""Makes PDF files of HTML, by WeasyPrint, in a process apart."""

from gateways.pdf.renderer import PdfBusyError, PdfError, PdfFailedError, PdfRenderer, PdfUnavailableError

__all__ = ["PdfBusyError", "PdfError", "PdfFailedError", "PdfRenderer", "PdfUnavailableError"]
