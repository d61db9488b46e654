Attribute VB_Name = "PerfWindows"
Option Explicit

' What a press needs of Windows and of Excel's window: files, processes, sentences. All files are UTF-16, so that
' Chinese survives on every Windows.

#If VBA7 Then
    Private Declare PtrSafe Sub PerfSleep Lib "kernel32" Alias "Sleep" (ByVal milliseconds As Long)
#Else
    Private Declare Sub PerfSleep Lib "kernel32" Alias "Sleep" (ByVal milliseconds As Long)
#End If

Private Const FOR_READING As Long = 1
Private Const UNICODE As Long = -1
Private Const HIDDEN_WINDOW As Long = 0
Private Const WARNING_ICON As Long = 48
Private Const STOP_BY_ERROR As Long = 2
Private Const POLL As Long = 50

' The interpreter comes from %APPDATA%\perf_xl\settings.txt and from nowhere else: not from the workbook, not from its folder.
Public Function PerfSettings() As String
    PerfSettings = PerfRead(PerfVariable("%APPDATA%") & "\perf_xl\settings.txt")
End Function

Public Function PerfRunFolder() As String
    PerfRunFolder = PerfVariable("%LOCALAPPDATA%") & "\perf_xl\run\"
    PerfMakeFolder CreateObject("Scripting.FileSystemObject"), PerfRunFolder
End Function

Public Function PerfExists(ByVal path As String) As Boolean
    PerfExists = CreateObject("Scripting.FileSystemObject").FileExists(path)
End Function

Public Function PerfRead(ByVal path As String) As String
    Dim files As Object
    Dim stream As Object
    Set files = CreateObject("Scripting.FileSystemObject")
    If Not files.FileExists(path) Then Exit Function
    Set stream = files.OpenTextFile(path, FOR_READING, False, UNICODE)
    If Not stream.AtEndOfStream Then PerfRead = stream.ReadAll
    stream.Close
End Function

' Written beside and renamed, so that nobody reads half of it.
Public Sub PerfWrite(ByVal path As String, ByVal text As String)
    Dim files As Object
    Dim stream As Object
    Set files = CreateObject("Scripting.FileSystemObject")
    Set stream = files.CreateTextFile(path & ".new", True, True)
    stream.Write text
    stream.Close
    files.MoveFile path & ".new", path
End Sub

Public Sub PerfForget(ByVal path As String)
    On Error Resume Next
    CreateObject("Scripting.FileSystemObject").DeleteFile path
End Sub

' When a file was last touched; empty where there is none.
Public Function PerfTouched(ByVal path As String) As String
    On Error Resume Next
    PerfTouched = CStr(CDbl(CreateObject("Scripting.FileSystemObject").GetFile(path).DateLastModified))
End Function

Public Sub PerfStart(ByVal line As String, ByVal untilItEnds As Boolean)
    CreateObject("WScript.Shell").Run line, HIDDEN_WINDOW, untilItEnds
End Sub

' A moment in which Excel answers Python. The user's keys and clicks wait until PerfListen.
Public Sub PerfMoment()
    Application.EnableCancelKey = STOP_BY_ERROR
    Application.Interactive = False
    DoEvents
    PerfSleep POLL
End Sub

Public Sub PerfListen()
    Application.Interactive = True
End Sub

Public Function PerfBook() As String
    If Not ActiveWorkbook Is Nothing Then PerfBook = ActiveWorkbook.Name
End Function

Public Function PerfWindow() As String
    PerfWindow = CStr(Application.hwnd)
End Function

Public Sub PerfStatus(ByVal text As String)
    If text = "" Then
        Application.StatusBar = False
    Else
        Application.StatusBar = text
    End If
End Sub

' MsgBox shows ? for Chinese on other Windows; this one does not.
Public Sub PerfTell(ByVal text As String)
    CreateObject("WScript.Shell").Popup text, 0, UiText("title"), WARNING_ICON
End Sub

Private Function PerfVariable(ByVal name As String) As String
    PerfVariable = CreateObject("WScript.Shell").ExpandEnvironmentStrings(name)
End Function

Private Sub PerfMakeFolder(ByVal files As Object, ByVal path As String)
    If files.FolderExists(path) Then Exit Sub
    PerfMakeFolder files, files.GetParentFolderName(path)
    files.CreateFolder path
End Sub
