Attribute VB_Name = "PerfRunner"
Option Explicit

' One press of a button: write a request, let Python take it, wait, read one word back. A Python that stayed open takes
' it at once; otherwise one is started for this press. Renaming the request is taking it, so only one of them works.

Private Const POLLS_TO_TAKE As Long = 20
Private Const POLLS_TO_START As Long = 400
Private Const POLLS_WITHOUT_SIGN As Long = 300

Private pressed As Long
Private busy As Boolean
Private stayedAway As Boolean

Public Sub PerfRun(ByVal command As String)
    Dim settings As String
    Dim stem As String
    Dim answer As String

    On Error GoTo Failed
    If busy Then Exit Sub
    If PerfBook() = "" Then
        PerfTell UiText("no_book")
        Exit Sub
    End If
    settings = PerfSettings()
    If PerfSettingIn(settings, "interpreter") = "" Then GoTo NoPython
    If Not PerfExists(PerfSettingIn(settings, "interpreter")) Then GoTo NoPython

    busy = True
    pressed = pressed + 1
    stem = PerfRunFolder() & PerfRequestId(pressed) & "0" & Replace(PerfWindow(), "-", "")
    PerfWrite stem & ".request", PerfRequestText(command, PerfBook(), PerfWindow())
    PerfStatus UiText("running")
    If PerfSettingIn(settings, "warm") = "1" Then PerfAskServer settings, stem
    If PerfExists(stem & ".request") Then PerfStart PerfCommandLine(PerfSettingIn(settings, "interpreter"), PerfSettingIn(settings, "isolated"), PerfIdOf(stem)), True
    PerfAwait stem
    answer = PerfSettingIn(PerfRead(stem & ".result"), "answer")
    PerfEnd stem
    If answer = "" Then PerfTell UiText("no_start") & vbCrLf & PerfRunFolder()
    If answer = "failed" Then PerfTell UiText("failed") & vbCrLf & PerfLogOf(PerfRunFolder())
    Exit Sub

NoPython:
    PerfTell UiText("no_python")
    Exit Sub

Failed:
    answer = CStr(Err.Number)
    PerfEnd stem
    PerfTell UiText("no_start") & vbCrLf & answer
End Sub

' Waits until an open Python has taken the request; starts one where none is. Not taken in time: the request stays.
Private Sub PerfAskServer(ByVal settings As String, ByVal stem As String)
    Dim mark As String
    Dim polls As Long
    Dim patience As Long
    mark = PerfRunFolder() & "server.txt"
    patience = POLLS_TO_TAKE
    If Not PerfExists(mark) Then
        If stayedAway Then Exit Sub
        PerfStart PerfServerLine(PerfSettingIn(settings, "interpreter"), PerfSettingIn(settings, "isolated")), False
        patience = POLLS_TO_START
    End If
    Do While PerfExists(stem & ".request")
        polls = polls + 1
        If polls > patience Then
            stayedAway = (patience = POLLS_TO_START)
            PerfForget mark
            Exit Sub
        End If
        PerfMoment
    Loop
End Sub

' Waits for the answer while whoever took the request gives signs of life.
Private Sub PerfAwait(ByVal stem As String)
    Dim sign As String
    Dim polls As Long
    sign = PerfTouched(stem & ".taken")
    Do While Not PerfExists(stem & ".result")
        If Not PerfExists(stem & ".taken") Then Exit Sub
        polls = polls + 1
        If PerfTouched(stem & ".taken") <> sign Then
            sign = PerfTouched(stem & ".taken")
            polls = 0
        End If
        If polls > POLLS_WITHOUT_SIGN Then Exit Sub
        PerfMoment
    Loop
End Sub

Private Sub PerfEnd(ByVal stem As String)
    On Error Resume Next
    busy = False
    PerfListen
    PerfStatus ""
    If stem = "" Then Exit Sub
    PerfForget stem & ".request"
    PerfForget stem & ".taken"
    PerfForget stem & ".result"
End Sub
