Attribute VB_Name = "PerfWindows"
Option Explicit

' PerfWindows for LibreOffice: the same words, other tools.

Public home As String
Public told As String
Public bookName As String
Public moments As Long

Public Sub PerfPrepare(ByVal folder As String, ByVal name As String)
    home = folder
    bookName = name
End Sub

Public Function PerfTold() As String
    PerfTold = told
    told = ""
End Function

Public Function PerfMoments() As Long
    PerfMoments = moments
    moments = 0
End Function

Public Function PerfSettings() As String
    PerfSettings = PerfRead(home & "/Roaming/perf_xl/settings.txt")
End Function

Public Function PerfRunFolder() As String
    PerfRunFolder = home & "/Local/perf_xl/run/"
End Function

Public Function PerfExists(ByVal path As String) As Boolean
    PerfExists = createUnoService("com.sun.star.ucb.SimpleFileAccess").exists(ConvertToURL(path))
End Function

' UTF-16 by hand, byte after byte: what Windows writes as Unicode, LibreOffice has no name for.
Public Function PerfRead(ByVal path As String) As String
    Dim stream As Object
    Dim raw As String
    Dim text As String
    Dim at As Long
    If Not PerfExists(path) Then Exit Function
    Set stream = createUnoService("com.sun.star.io.TextInputStream")
    stream.setInputStream createUnoService("com.sun.star.ucb.SimpleFileAccess").openFileRead(ConvertToURL(path))
    stream.setEncoding "ISO-8859-1"
    raw = stream.readString(Array(), False)
    stream.closeInput
    For at = 3 To Len(raw) Step 2
        text = text & ChrW(AscW(Mid(raw, at, 1)) + 256 * AscW(Mid(raw, at + 1, 1)))
    Next
    PerfRead = text
End Function

Public Sub PerfWrite(ByVal path As String, ByVal text As String)
    Dim stream As Object
    Dim files As Object
    Dim raw As String
    Dim code As Long
    Dim at As Long
    raw = ChrW(255) & ChrW(254)
    For at = 1 To Len(text)
        code = AscW(Mid(text, at, 1))
        If code < 0 Then code = code + 65536
        raw = raw & ChrW(code Mod 256) & ChrW(code \ 256)
    Next
    Set files = createUnoService("com.sun.star.ucb.SimpleFileAccess")
    Set stream = createUnoService("com.sun.star.io.TextOutputStream")
    stream.setOutputStream files.openFileWrite(ConvertToURL(path & ".new"))
    stream.setEncoding "ISO-8859-1"
    stream.writeString raw
    stream.closeOutput
    files.move ConvertToURL(path & ".new"), ConvertToURL(path)
End Sub

Public Sub PerfForget(ByVal path As String)
    On Error Resume Next
    createUnoService("com.sun.star.ucb.SimpleFileAccess").kill(ConvertToURL(path))
End Sub

Public Function PerfTouched(ByVal path As String) As String
    Dim moment As Variant
    On Error Resume Next
    If Not PerfExists(path) Then Exit Function
    moment = createUnoService("com.sun.star.ucb.SimpleFileAccess").getDateTimeModified(ConvertToURL(path))
    PerfTouched = moment.Hours & ":" & moment.Minutes & ":" & moment.Seconds & "." & moment.NanoSeconds
End Function

Public Sub PerfStart(ByVal line As String, ByVal untilItEnds As Boolean)
    Dim last As Long
    last = InStr(2, line, Chr(34))
    Shell ConvertToURL(Mid(line, 2, last - 2)), 0, Mid(line, last + 2), untilItEnds
End Sub

Public Sub PerfMoment()
    moments = moments + 1
    Wait 20
End Sub

Public Sub PerfListen()
End Sub

Public Function PerfBook() As String
    PerfBook = bookName
End Function

Public Function PerfWindow() As String
    PerfWindow = "7"
End Function

Public Sub PerfStatus(ByVal text As String)
End Sub

Public Sub PerfTell(ByVal text As String)
    told = told & text
End Sub
