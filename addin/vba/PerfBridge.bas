Attribute VB_Name = "PerfBridge"
Option Explicit

' From a worksheet function to Python and back. Functions are off until "perf-xl addin install --functions" switches
' them on: nothing in the template needs them.

Private Const NOT_AVAILABLE As Long = 2042
Private Const LAST_ARGUMENT As Long = 4

Private python As Object
Private tried As Boolean

' A range as its values, anything else as it is.
Public Function PerfValue(ByVal argument As Variant) As Variant
    If TypeName(argument) = "Range" Then
        PerfValue = PerfCells(argument)
    Else
        PerfValue = argument
    End If
End Function

' What is left out is sent as blank. #N/A where Python is not there; PERF_WHY then says so.
Public Function PerfCall(ByVal name As String, ByVal arguments As Variant) As Variant
    Dim sent(LAST_ARGUMENT) As Variant
    Dim position As Long
    On Error GoTo Failed
    If Not PerfReady() Then GoTo Failed
    For position = 0 To UBound(arguments)
        sent(position) = arguments(position)
    Next
    PerfCall = PerfShown(PerfAnswer(python, name, sent))
    Exit Function
Failed:
    If name = "PERF_WHY" Then
        PerfCall = UiText("functions_off")
    Else
        PerfCall = CVErr(NOT_AVAILABLE)
    End If
End Function

' Texts such as #VALUE! become errors of Excel, alone and within rows.
Public Function PerfShown(ByVal answer As Variant) As Variant
    Dim row As Long
    Dim column As Long
    If Not IsArray(answer) Then
        PerfShown = PerfErrorOf(answer)
        Exit Function
    End If
    For row = LBound(answer, 1) To UBound(answer, 1)
        For column = LBound(answer, 2) To UBound(answer, 2)
            If VarType(answer(row, column)) = vbString Then answer(row, column) = PerfErrorOf(answer(row, column))
        Next
    Next
    PerfShown = answer
End Function

Private Function PerfErrorOf(ByVal value As Variant) As Variant
    PerfErrorOf = value
    If VarType(value) <> vbString Then Exit Function
    If Left(value, 1) <> "#" Then Exit Function
    Select Case value
        Case "#NULL!": PerfErrorOf = CVErr(2000)
        Case "#DIV/0!": PerfErrorOf = CVErr(2007)
        Case "#VALUE!": PerfErrorOf = CVErr(2015)
        Case "#REF!": PerfErrorOf = CVErr(2023)
        Case "#NAME?": PerfErrorOf = CVErr(2029)
        Case "#NUM!": PerfErrorOf = CVErr(2036)
        Case "#N/A": PerfErrorOf = CVErr(2042)
    End Select
End Function

' Tried once per session: a start that fails costs a minute, and a sheet may hold thousands of functions.
Private Function PerfReady() As Boolean
    Dim settings As String
    Dim interpreter As String
    If Not tried Then
        tried = True
        settings = PerfSettings()
        interpreter = PerfSettingIn(settings, "interpreter")
        If PerfSettingIn(settings, "functions") = "1" And interpreter <> "" Then Set python = PerfOpenPython(interpreter)
    End If
    PerfReady = Not python Is Nothing
End Function

' When Excel starts with the add-in: names and explanations for the function wizard, which refuses hidden workbooks.
Public Sub Auto_Open()
    On Error GoTo Done
    If PerfSettingIn(PerfSettings(), "functions") <> "1" Then Exit Sub
    Application.ScreenUpdating = False
    ThisWorkbook.IsAddin = False
    PerfDescribe
Done:
    On Error Resume Next
    ThisWorkbook.IsAddin = True
    ThisWorkbook.Saved = True
    Application.ScreenUpdating = True
End Sub
