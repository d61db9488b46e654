@echo off
rem perf_xl: offline installation for one user. No rights of an administrator, no network.
setlocal
cd /d "%~dp0"
set "HOME_DIR=%LOCALAPPDATA%\perf_xl"
set "CHECK=import sys, struct; sys.exit(sys.version_info[:2] != ({tuple}) or struct.calcsize('P') != 8)"
set PY=

if exist "%~dp0python\python.exe" goto embedded
for %%Z in ("%~dp0python-{python}.*-embed-amd64.zip") do set "ZIP=%%~fZ"
if defined ZIP goto unpack
py -{python} -c "%CHECK%" >nul 2>nul && set PY=py -{python}
if not defined PY python -c "%CHECK%" >nul 2>nul && set PY=python
if not defined PY goto nopython

%PY% -m venv "%HOME_DIR%\env" || goto failed
"%HOME_DIR%\env\Scripts\python.exe" -m pip install --disable-pip-version-check --no-index --find-links wheels --upgrade {requirements} || goto failed
"%HOME_DIR%\env\Scripts\python.exe" -m perf_xl addin install || goto failed
goto done

:unpack
if not exist "%HOME_DIR%\python" mkdir "%HOME_DIR%\python" || goto failed
tar -xf "%ZIP%" -C "%HOME_DIR%\python" || goto failed
goto prepare

:embedded
xcopy /e /i /y /q python "%HOME_DIR%\python" || goto failed

:prepare
rem The file beside python.exe decides where it looks for packages.
> "%HOME_DIR%\python\python{short}._pth" echo python{short}.zip
>> "%HOME_DIR%\python\python{short}._pth" echo .
>> "%HOME_DIR%\python\python{short}._pth" echo Lib\site-packages
>> "%HOME_DIR%\python\python{short}._pth" echo import site
"%HOME_DIR%\python\python.exe" -c "%CHECK%" || goto failed
"%HOME_DIR%\python\python.exe" wheels\{pip}\pip install --disable-pip-version-check --no-index --find-links wheels --upgrade --target "%HOME_DIR%\python\Lib\site-packages" {requirements} || goto failed
copy /y "%HOME_DIR%\python\Lib\site-packages\xlwings*.dll" "%HOME_DIR%\python" || goto failed
"%HOME_DIR%\python\python.exe" -m perf_xl addin install || goto failed

:done
echo OK - start Excel again.
pause
exit /b 0

:nopython
echo Python {python} (64 bit) was not found. See README.txt
pause
exit /b 1

:failed
echo Not installed. See README.txt
pause
exit /b 1
