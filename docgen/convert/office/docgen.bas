Option Explicit

' Runs inside LibreOffice: loads each file, updates its tables of contents and stores it as PDF.
' DOCGEN_JOBS names a file with one URL a line, without ending, and "numbered" after it where all headings have
' numbers; DOCGEN_LOG one that gets a line for every step.

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
  Dim job As String
  Note "start"
  file = FreeFile
  Open Environ("DOCGEN_JOBS") For Input As #file
  Do While Not EOF(file)
    Line Input #file, job
    If job <> "" Then Convert job
  Loop
  Close #file
  Note "end"
  StarDesktop.terminate()
End Sub

Sub Convert(job As String)
  Dim url As String
  Dim document As Object
  Dim index As Long
  Dim filter As Variant
  On Error Goto Failed
  url = Split(job, " ")(0)
  Note "load " & url
  document = StarDesktop.loadComponentFromURL(url & ".docx", "_blank", 0, Array( _
    Prop("Hidden", True), Prop("ReadOnly", False), Prop("FilterName", "MS Word 2007 XML"), _
    Prop("MacroExecutionMode", 0), Prop("UpdateDocMode", 0)))
  For index = 0 To document.DocumentIndexes.Count - 1
    If InStr(job, " numbered") > 0 Then SetTabs document, document.DocumentIndexes.getByIndex(index)
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

' Word puts a tab between a heading's number and its text; LibreOffice a space. Where the level's style has a stop
' for it, put the tab there.
Sub SetTabs(document As Object, contents As Object)
  Dim level As Integer
  Dim place As Integer
  Dim count As Integer
  Dim old As Variant
  Dim style As Object
  On Error Goto Enough
  For level = 1 To contents.LevelFormat.Count - 1
    style = document.StyleFamilies.getByName("ParagraphStyles").getByName( _
      contents.getPropertyValue("ParaStyleLevel" & level))
    old = contents.LevelFormat.getByIndex(level)
    If HasLeftStop(style) Then
      Dim made(UBound(old) + 1) As Variant
      count = 0
      For place = 0 To UBound(old)
        made(count) = old(place)
        count = count + 1
        If old(place)(0).Value = "TokenEntryNumber" Then
          made(count) = Array(Prop("TokenType", "TokenText"), Prop("CharacterStyleName", ""), Prop("Text", Chr(9)))
          count = count + 1
        End If
      Next place
      If count = UBound(old) + 2 Then
        contents.LevelFormat.replaceByIndex(level, CreateUnoValue("[][]com.sun.star.beans.PropertyValue", made))
      End If
    End If
  Next level
Enough:
End Sub

Function HasLeftStop(style As Object) As Boolean
  Dim stops As Variant
  Dim place As Integer
  HasLeftStop = False
  stops = style.ParaTabStops
  For place = 0 To UBound(stops)
    If stops(place).Alignment = com.sun.star.style.TabAlign.LEFT And stops(place).Position > 0 Then HasLeftStop = True
  Next place
End Function
