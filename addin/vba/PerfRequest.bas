Attribute VB_Name = "PerfRequest"
Option Explicit

' Pure text work of a request to Python: nothing here touches files or other programs.

' What Python reads: one key=value per line. The name of the workbook may hold anything but a line break.
Public Function PerfRequestText(ByVal command As String, ByVal bookName As String, ByVal hwnd As String) As String
    PerfRequestText = "command=" & command & vbCrLf & "hwnd=" & hwnd & vbCrLf & "book=" & bookName & vbCrLf
End Function

' The only lines that are handed to Windows: the interpreter from our own settings, and an id of digits.
Public Function PerfCommandLine(ByVal interpreter As String, ByVal isolated As String, ByVal id As String) As String
    PerfCommandLine = PerfModuleLine(interpreter, isolated, "perf_xl.addin.entry") & " " & id
End Function

Public Function PerfServerLine(ByVal interpreter As String, ByVal isolated As String) As String
    PerfServerLine = PerfModuleLine(interpreter, isolated, "perf_xl.addin.server")
End Function

Private Function PerfModuleLine(ByVal interpreter As String, ByVal isolated As String, ByVal what As String) As String
    Dim flags As String
    flags = " -E -P"
    If isolated = "1" Then flags = " -I"
    PerfModuleLine = Chr(34) & interpreter & Chr(34) & flags & " -X utf8 -m " & what
End Function

' What the library of xlwings starts for worksheet functions; it puts an id of its own in place of CLSID.
Public Function PerfServeLine(ByVal interpreter As String) As String
    PerfServeLine = Chr(34) & interpreter & Chr(34) & " -E -P -X utf8 -m perf_xl.udf.server $(CLSID)"
End Function

' The value of a key in a text of key=value lines; empty where there is none.
Public Function PerfSettingIn(ByVal text As String, ByVal key As String) As String
    Dim lines As Variant
    Dim line As Variant
    lines = Split(Replace(text, vbCr, ""), vbLf)
    For Each line In lines
        If Left(line, Len(key) + 1) = key & "=" Then
            PerfSettingIn = Mid(line, Len(key) + 2)
            Exit Function
        End If
    Next
End Function

' Date, time and a running number: digits and hyphens only. Format() would answer in the language of the PC.
Public Function PerfRequestId(ByVal running As Long) As String
    Dim moment As Date
    moment = Now
    PerfRequestId = CStr(Year(moment)) & PerfTwo(Month(moment)) & PerfTwo(Day(moment)) & "-" & PerfTwo(Hour(moment)) & PerfTwo(Minute(moment)) & PerfTwo(Second(moment)) & "-" & CStr(running)
End Function

Private Function PerfTwo(ByVal figure As Long) As String
    PerfTwo = Right("0" & CStr(figure), 2)
End Function

' The last part of a path, and the log beside the folder of requests.
Public Function PerfIdOf(ByVal path As String) As String
    PerfIdOf = Mid(path, InStrRev(Replace(path, "/", "\"), "\") + 1)
End Function

Public Function PerfLogOf(ByVal folder As String) As String
    PerfLogOf = Left(folder, Len(folder) - Len("run\")) & "log\perf_xl.log"
End Function
