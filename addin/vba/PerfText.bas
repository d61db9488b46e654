Attribute VB_Name = "PerfText"
Option Explicit

' Sentences stand in the hidden sheet of this add-in, because VBA itself cannot hold Chinese safely.
Public Function UiText(ByVal key As String) As String
    Dim sheet As Object
    Dim row As Long
    Set sheet = ThisWorkbook.Worksheets(1)
    row = 1
    Do While sheet.Cells(row, 1).Value <> ""
        If sheet.Cells(row, 1).Value = key Then
            UiText = sheet.Cells(row, 2).Value
            Exit Function
        End If
        row = row + 1
    Loop
    UiText = key
End Function
