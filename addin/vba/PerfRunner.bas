Attribute VB_Name = "PerfRunner"
Option Explicit

' One press of a button: write a request, start Python, wait, read one word back.
' The interpreter comes from %APPDATA%\perf_xl\settings.txt and from nowhere else: not from the workbook,
' not from its folder. All files are UTF-16, so that Chinese survives on every Windows.

Private Const FOR_READING As Long = 1
Private Const UNICODE As Long = -1
Private Const HIDDEN_WINDOW As Long = 0
Private Const WARNING_ICON As Long = 48

Private pressed As Long

Public Sub PerfRun(ByVal command As String)
    Dim shell As Object
    Dim files As Object
    Dim settings As String
    Dim interpreter As String
    Dim folder As String
    Dim id As String
    Dim answer As String

    On Error GoTo Failed
    Set shell = CreateObject("WScript.Shell")
    Set files = CreateObject("Scripting.FileSystemObject")
    If ActiveWorkbook Is Nothing Then
        PerfTell shell, UiText("no_book")
        Exit Sub
    End If
    settings = PerfSettings()
    interpreter = PerfSettingIn(settings, "interpreter")
    If interpreter = "" Then GoTo NoPython
    If Not files.FileExists(interpreter) Then GoTo NoPython

    folder = shell.ExpandEnvironmentStrings("%LOCALAPPDATA%") & "\perf_xl\run"
    PerfMakeFolder files, folder
    pressed = pressed + 1
    id = PerfRequestId(pressed)
    PerfWrite files, folder & "\" & id & ".request", PerfRequestText(command, ActiveWorkbook.Name, CStr(Application.hwnd))

    Application.StatusBar = UiText("running")
    shell.Run PerfCommandLine(interpreter, PerfSettingIn(settings, "isolated"), id), HIDDEN_WINDOW, True
    answer = PerfSettingIn(PerfRead(files, folder & "\" & id & ".result"), "answer")
    PerfForget files, folder & "\" & id
    Application.StatusBar = False
    If answer = "" Then PerfTell shell, UiText("no_start") & vbCrLf & folder
    If answer = "failed" Then PerfTell shell, UiText("failed") & vbCrLf & files.GetParentFolderName(folder) & "\log\perf_xl.log"
    Exit Sub

NoPython:
    PerfTell shell, UiText("no_python")
    Exit Sub

Failed:
    Application.StatusBar = False
    If Not shell Is Nothing Then PerfTell shell, UiText("no_start") & vbCrLf & CStr(Err.Number)
End Sub

Public Function PerfSettings() As String
    Dim folder As String
    folder = CreateObject("WScript.Shell").ExpandEnvironmentStrings("%APPDATA%")
    PerfSettings = PerfRead(CreateObject("Scripting.FileSystemObject"), folder & "\perf_xl\settings.txt")
End Function

' MsgBox shows ? for Chinese on other Windows; this one does not.
Private Sub PerfTell(ByVal shell As Object, ByVal text As String)
    shell.Popup text, 0, UiText("title"), WARNING_ICON
End Sub

Private Function PerfRead(ByVal files As Object, ByVal path As String) As String
    Dim stream As Object
    If Not files.FileExists(path) Then Exit Function
    Set stream = files.OpenTextFile(path, FOR_READING, False, UNICODE)
    If Not stream.AtEndOfStream Then PerfRead = stream.ReadAll
    stream.Close
End Function

Private Sub PerfWrite(ByVal files As Object, ByVal path As String, ByVal text As String)
    Dim stream As Object
    Set stream = files.CreateTextFile(path, True, True)
    stream.Write text
    stream.Close
End Sub

Private Sub PerfMakeFolder(ByVal files As Object, ByVal path As String)
    If files.FolderExists(path) Then Exit Sub
    PerfMakeFolder files, files.GetParentFolderName(path)
    files.CreateFolder path
End Sub

Private Sub PerfForget(ByVal files As Object, ByVal stem As String)
    On Error Resume Next
    files.DeleteFile stem & ".request"
    files.DeleteFile stem & ".result"
End Sub
