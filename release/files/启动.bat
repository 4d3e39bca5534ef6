@echo off
chcp 65001 >nul
if exist "%~dp0python\python.exe" (
  "%~dp0python\python.exe" -X utf8 "%~dp0start.py" %*
) else (
  py -{python} -X utf8 "%~dp0start.py" %*
  if errorlevel 103 echo 没有找到 Python {python}（64 位），请先安装。
)
if errorlevel 1 pause
