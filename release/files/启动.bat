@echo off
chcp 65001 >nul
cd /d "%~dp0"
if exist "python\python.exe" (
  "python\python.exe" "start.py" %*
) else (
  py -{python} "start.py" %*
  if errorlevel 103 echo 没有找到 Python {python}（64 位），请先安装。
)
if errorlevel 1 pause
