Attribute VB_Name = "PerfPython"
Option Explicit

' The Python that stays open for worksheet functions, started through the library that xlwings installs beside it.
' Only what cannot run outside Excel; everything else about functions stands in PerfBridge.

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

' The open Python, or Nothing where it does not start.
Public Function PerfOpenPython(ByVal interpreter As String) As Object
    Dim made As Variant
    #If VBA7 Then
        PerfLoadLibrary interpreter
        If PerfActivate(made, PerfServeLine(interpreter), 1) = 0 Then Set PerfOpenPython = made
    #End If
End Function

' Plain numbers and texts: dates as serial numbers, no currencies.
Public Function PerfCells(ByVal cells As Object) As Variant
    PerfCells = cells.Value2
End Function

Public Function PerfAnswer(ByVal python As Object, ByVal name As String, ByVal sent As Variant) As Variant
    PerfAnswer = python.Answer(name, sent(0), sent(1), sent(2), sent(3), sent(4))
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
