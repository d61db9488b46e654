Attribute VB_Name = "PerfBridge"
Option Explicit

' Worksheet functions talk to a Python that stays open, through the library that xlwings installs beside it.
' They are off until "perf-xl addin install --functions" switches them on: nothing in the template needs them.

#If VBA7 Then
    Private Declare PtrSafe Function PerfLoad Lib "kernel32" Alias "LoadLibraryW" (ByVal path As LongPtr) As LongPtr
    #If Win64 Then
        Private Declare PtrSafe Function PerfActivate Lib "xlwings64-0.37.8.dll" Alias "XLPyDLLActivateAuto" (ByRef result As Variant, ByVal config As String, ByVal mode As Long) As Long
        Private Const LIBRARY As String = "xlwings64-0.37.8.dll"
    #Else
        Private Declare PtrSafe Function PerfActivate Lib "xlwings32-0.37.8.dll" Alias "XLPyDLLActivateAuto" (ByRef result As Variant, ByVal config As String, ByVal mode As Long) As Long
        Private Const LIBRARY As String = "xlwings32-0.37.8.dll"
    #End If
#End If

Private Const NOT_AVAILABLE As Long = 2042
Private Const NO_VALUE As Long = 2015
Private python As Object
Private tried As Boolean

' A range as its values, anything else as it is.
Public Function PerfValue(ByVal argument As Variant) As Variant
    If IsObject(argument) Then
        PerfValue = argument.Value2
    Else
        PerfValue = argument
    End If
End Function

Public Function PerfCall(ByVal name As String, ByVal arguments As Variant) As Variant
    Dim all As Variant
    Dim answer As Variant
    On Error GoTo Failed
    If Not PerfReady() Then GoTo Failed
    If UBound(arguments) = 0 Then
        Set all = python.Tuple(name, arguments(0))
    ElseIf UBound(arguments) = 1 Then
        Set all = python.Tuple(name, arguments(0), arguments(1))
    ElseIf UBound(arguments) = 2 Then
        Set all = python.Tuple(name, arguments(0), arguments(1), arguments(2))
    Else
        Set all = python.Tuple(name, arguments(0), arguments(1), arguments(2), arguments(3))
    End If
    answer = python.Var(python.Call(python.Module("perf_xl.udf"), "call", all))
    PerfCall = answer
    If Not IsArray(answer) Then
        If answer = "#VALUE!" Then PerfCall = CVErr(NO_VALUE)
    End If
    Exit Function
Failed:
    PerfCall = CVErr(NOT_AVAILABLE)
End Function

' Tried once per session: a start that fails costs a minute, and a sheet may hold thousands of functions.
Private Function PerfReady() As Boolean
    Dim settings As String
    Dim interpreter As String
    Dim made As Variant
    If Not tried Then
        tried = True
        settings = PerfSettings()
        interpreter = PerfSettingIn(settings, "interpreter")
        If PerfSettingIn(settings, "functions") = "1" And interpreter <> "" Then
            #If VBA7 Then
                PerfLoadLibrary interpreter
                If PerfActivate(made, Chr(34) & interpreter & Chr(34) & " -E -P -X utf8 -c " & Chr(34) & "import xlwings; xlwings.serve('$(CLSID)')" & Chr(34), 1) = 0 Then Set python = made
            #End If
        End If
    End If
    PerfReady = Not python Is Nothing
End Function

#If VBA7 Then
Private Sub PerfLoadLibrary(ByVal interpreter As String)
    Dim folder As String
    folder = Left(interpreter, InStrRev(interpreter, "\"))
    If PerfLoad(StrPtr(folder & LIBRARY)) = 0 Then
        folder = Left(folder, InStrRev(folder, "\", Len(folder) - 1))
        PerfLoad StrPtr(folder & LIBRARY)
    End If
End Sub
#End If
