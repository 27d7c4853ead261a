@echo off
chcp 65001 >nul
rem Dubbelklicka: docgen installeras i den här mappen första gången, och arbetsytan öppnas sedan i webbläsaren.
rem Med ord efter gör den det de säger:  docgen.cmd build
setlocal
cd /d "%~dp0"
if not exist ".venv\Scripts\docgen.exe" (
  echo Installerar docgen. Det tar en stund, bara den här gången.
  py -3 -m venv .venv || goto :saknas
  ".venv\Scripts\python.exe" -m pip install --quiet --disable-pip-version-check . || goto :misslyckades
)
if "%~1"=="" (
  ".venv\Scripts\docgen.exe" open
) else (
  ".venv\Scripts\docgen.exe" %*
)
set code=%errorlevel%
if not %code%==0 if "%~1"=="" pause
exit /b %code%

:saknas
echo Python 3.11 eller senare saknas. Hämta det från https://www.python.org/downloads/windows/ och dubbelklicka igen.
pause
exit /b 4

:misslyckades
echo docgen gick inte att installera. Visa raderna ovanför för den som sköter datorn.
rmdir /s /q .venv
pause
exit /b 4
