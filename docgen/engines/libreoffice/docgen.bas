Option Explicit

' Runs inside LibreOffice: loads each file, settles its pages and tables of contents and stores it as PDF.
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

Sub UpdateIndexes(document As Object)
  Dim index As Long
  For index = 0 To document.DocumentIndexes.Count - 1
    document.DocumentIndexes.getByIndex(index).update()
  Next index
End Sub

' LibreOffice sometimes leaves a heading at the foot of a page whose next paragraph has gone to the following page, as
' long as nobody asks it to keep the two together once more. Says whether anything has moved.
Function KeepWithNext(document As Object) As Boolean
  Dim elements As Object
  Dim element As Object
  Dim body() As Object
  Dim last As Long
  Dim at As Long
  Dim tries As Long
  elements = document.Text.createEnumeration()
  last = -1
  Do While elements.hasMoreElements()
    last = last + 1
    ReDim Preserve body(last)
    body(last) = elements.nextElement()
  Loop
  Do While at < last And tries <= last
    element = body(at)
    If Parted(document, element, body(at + 1)) Then
      tries = tries + 1
      element.ParaKeepTogether = False
      PageOf document, element.Start
      element.ParaKeepTogether = True
      If Parted(document, element, body(at + 1)) Then
        at = at + 1
      Else
        KeepWithNext = True
        ' What is to be kept with this one has been left behind.
        If at > 0 Then at = at - 1
      End If
    Else
      at = at + 1
    End If
  Loop
End Function

' Whether a paragraph is to be kept with what follows, and stands on an earlier page.
Function Parted(document As Object, element As Object, following As Object) As Boolean
  Dim start As Object
  Parted = False
  If Not element.supportsService("com.sun.star.text.Paragraph") Then Exit Function
  If Not element.ParaKeepTogether Then Exit Function
  If following.supportsService("com.sun.star.text.Paragraph") Then
    start = following.Start
  Else
    start = following.getCellByPosition(0, 0).Start
  End If
  Parted = PageOf(document, element.End) < PageOf(document, start)
End Function

Function PageOf(document As Object, place As Object) As Long
  Dim cursor As Object
  cursor = document.CurrentController.ViewCursor
  cursor.gotoRange(place, False)
  PageOf = cursor.Page
End Function

' A tab between an entry's number and its title, as Word sets it: LibreOffice 7.4 writes a space.
Sub SetNumbersApart(document As Object, index As Object)
  Dim paragraphs As Object
  Dim paragraph As Object
  Dim headings As Variant
  Dim heading As Variant
  Dim place As Object
  headings = NumberedHeadings(document)
  index.IsProtected = False
  paragraphs = index.Anchor.createEnumeration()
  Do While paragraphs.hasMoreElements()
    paragraph = paragraphs.nextElement()
    For Each heading In headings
      If InStr(paragraph.String, heading(0) & " " & heading(1)) = 1 Then
        place = paragraph.Text.createTextCursorByRange(paragraph.Start)
        place.goRight(Len(heading(0)), False)
        place.goRight(1, True)
        place.String = Chr(9)
        Exit For
      End If
    Next heading
  Loop
End Sub

' Every numbered heading's number and text.
Function NumberedHeadings(document As Object) As Variant
  Dim paragraphs As Object
  Dim paragraph As Object
  Dim found() As Variant
  Dim count As Long
  paragraphs = document.Text.createEnumeration()
  Do While paragraphs.hasMoreElements()
    paragraph = paragraphs.nextElement()
    If paragraph.supportsService("com.sun.star.text.Paragraph") Then
      If paragraph.OutlineLevel > 0 And paragraph.ListLabelString <> "" Then
        ReDim Preserve found(count)
        found(count) = Array(paragraph.ListLabelString, paragraph.String)
        count = count + 1
      End If
    End If
  Loop
  NumberedHeadings = found
End Function

Sub Convert(url As String)
  Dim document As Object
  Dim index As Long
  Dim filter As Variant
  On Error Goto Failed
  Note "load " & url
  document = StarDesktop.loadComponentFromURL(url & ".docx", "_blank", 0, Array( _
    Prop("Hidden", True), Prop("ReadOnly", False), Prop("FilterName", "MS Word 2007 XML"), _
    Prop("MacroExecutionMode", 0), Prop("UpdateDocMode", 0)))
  UpdateIndexes document
  If KeepWithNext(document) Then UpdateIndexes document
  For index = 0 To document.DocumentIndexes.Count - 1
    SetNumbersApart document, document.DocumentIndexes.getByIndex(index)
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
