Option Explicit

' Runs inside LibreOffice: loads each file, updates its tables of contents and stores it as PDF.
' DOCGEN_JOBS names a file with one URL a line, without ending; DOCGEN_LOG one that gets a line for every step.

Function Prop(name As String, value As Variant) As Object
  Dim made As New com.sun.star.beans.PropertyValue
  made.Name = name
  made.Value = value
  Prop = made
End Function

Sub Note(text As String)
  Dim file As Integer
  file = FreeFile
  Open Environ("DOCGEN_LOG") For Append As #file
  Print #file, text
  Close #file
End Sub

Sub Main
  Dim file As Integer
  Dim url As String
  Note "start"
  file = FreeFile
  Open Environ("DOCGEN_JOBS") For Input As #file
  Do While Not EOF(file)
    Line Input #file, url
    If url <> "" Then Convert url
  Loop
  Close #file
  Note "end"
  StarDesktop.terminate()
End Sub

Sub Convert(url As String)
  Dim document As Object
  Dim index As Long
  Dim filter As Variant
  On Error Goto Failed
  Note "load " & url
  document = StarDesktop.loadComponentFromURL(url & ".docx", "_blank", 0, Array( _
    Prop("Hidden", True), Prop("ReadOnly", False), Prop("FilterName", "MS Word 2007 XML"), _
    Prop("MacroExecutionMode", 0), Prop("UpdateDocMode", 0)))
  For index = 0 To document.DocumentIndexes.Count - 1
    document.DocumentIndexes.getByIndex(index).update()
  Next index
  filter = Array( _
    Prop("SelectPdfVersion", 2), Prop("PDFUACompliance", True), Prop("UseTaggedPDF", True), _
    Prop("ExportBookmarks", True), Prop("ExportBookmarksToPDFDestination", True), _
    Prop("DisplayPDFDocumentTitle", True), Prop("UseLosslessCompression", True), _
    Prop("ReduceImageResolution", False), Prop("ExportFormFields", False))
  document.storeToURL(url & ".pdf", Array( _
    Prop("FilterName", "writer_pdf_Export"), Prop("FilterData", filter)))
  document.close(True)
  Note "made " & url
  Exit Sub
Failed:
  Note "failed " & url & " " & Err & " " & Error$
End Sub
