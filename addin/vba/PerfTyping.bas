Attribute VB_Name = "PerfTyping"
Option Explicit

' Says obvious slips in the status bar while a table is being filled in. It starts nothing, opens nothing, changes no
' cell - so Excel's own undo stays - and looks at no more than the cells just typed. Python's rules say the same later.

Private Const MOST_CELLS As Long = 30
Private asked As Boolean
Private switched As Boolean
Private shown As Boolean

Public Sub PerfTypingLook(ByVal sheet As Object, ByVal target As Object)
    Dim cell As Object
    Dim said As String
    On Error GoTo Done
    If target.Cells.Count > MOST_CELLS Then Exit Sub
    If Not PerfTypingOn() Then Exit Sub
    If Not PerfIsForm(sheet) Then Exit Sub
    For Each cell In target.Cells
        If VarType(cell.Value) = vbString Then said = PerfTypingSays(PerfSlip(cell.Value))
        If said <> "" Then
            PerfStatus cell.Address(False, False) & ": " & said
            shown = True
            Exit Sub
        End If
    Next
    If shown Then PerfStatus ""
    shown = False
Done:
End Sub

' The settings may have been changed: read them again at the next change.
Public Sub PerfTypingForget()
    asked = False
End Sub

' What is wrong with a text, as one word; empty where nothing is.
Public Function PerfSlip(ByVal text As String) As String
    If PerfIsBlank(Left(text, 1)) Or PerfIsBlank(Right(text, 1)) Then
        PerfSlip = "blank"
    ElseIf InStr(text, ChrW(30334) & ChrW(20998) & ChrW(30334)) > 0 Then
        PerfSlip = "hundred"
    ElseIf InStr(text, ">=") > 0 Or InStr(text, "<=") > 0 Then
        PerfSlip = "sign"
    ElseIf PerfHasWide(text) Then
        PerfSlip = "wide"
    End If
End Function

Public Function PerfTypingSays(ByVal slip As String) As String
    Select Case slip
        Case "blank"
            PerfTypingSays = UiText("typing_blank")
        Case "hundred"
            PerfTypingSays = UiText("typing_hundred")
        Case "sign"
            PerfTypingSays = UiText("typing_sign")
        Case "wide"
            PerfTypingSays = UiText("typing_wide")
    End Select
End Function

' On unless it was switched off; asked once, then remembered.
Private Function PerfTypingOn() As Boolean
    If Not asked Then
        asked = True
        switched = (PerfSettingIn(PerfSettings(), "typing") <> "0")
    End If
    PerfTypingOn = switched
End Function

' A sheet with an official table carries a name of its own for it.
Private Function PerfIsForm(ByVal sheet As Object) As Boolean
    On Error Resume Next
    PerfIsForm = (sheet.Names(ChrW(25351) & ChrW(26631) & ChrW(34920)).Name <> "")
End Function

' Blank, line break, tab, no-break blank, ideographic blank.
Private Function PerfIsBlank(ByVal sign As String) As Boolean
    If sign = "" Then Exit Function
    PerfIsBlank = (InStr(" " & vbCr & vbLf & vbTab & ChrW(160) & ChrW(12288), sign) > 0)
End Function

' Full-width figures, Latin letters and the sign of percent.
Private Function PerfHasWide(ByVal text As String) As Boolean
    Dim place As Long
    Dim code As Long
    For place = 1 To Len(text)
        code = AscW(Mid(text, place, 1))
        If code < 0 Then code = code + 65536
        If (code >= 65296 And code <= 65305) Or (code >= 65313 And code <= 65338) Or (code >= 65345 And code <= 65370) Or code = 65285 Then
            PerfHasWide = True
            Exit Function
        End If
    Next
End Function
