@echo off
rem rdvae for Windows. What it does stands in src\launcher\java\Launcher.java, with the same steps as the shell script rdvae.
setlocal
set "RDVAE_JAVA=java"
if defined JAVA_HOME set "RDVAE_JAVA=%JAVA_HOME%\bin\java"
rem The dot keeps the folder's last backslash from quoting the quotation mark.
"%RDVAE_JAVA%" -XX:TieredStopAtLevel=1 -XX:+UseSerialGC "-Drdvae.home=%~dp0." "%~dp0src\launcher\java\Launcher.java" %*
set "RDVAE_CODE=%ERRORLEVEL%"
if "%RDVAE_CODE%"=="9009" (
  echo rdvae: a JDK, version 17 or later, is needed; java was not found. 1>&2
  set "RDVAE_CODE=69"
)
exit /b %RDVAE_CODE%
