@echo off
REM The shell for looking at a tree and changing it; -help tells how.
setlocal
REM Clients run where servers cannot.
set PADDOCK_JAVA_NEEDED=17
set PADDOCK_ROLE=cli
call "%~dp0zkEnv.cmd" || exit /b 1
if not defined ZK_CLIENT_HEAP set ZK_CLIENT_HEAP=256

%JAVA% %PADDOCK_JVM% -XX:+UseSerialGC -XX:TieredStopAtLevel=1 "-Xmx%ZK_CLIENT_HEAP%m" "-Dzookeeper.log.dir=%ZOO_LOG_DIR%" "-Dzookeeper.log.file=%ZOO_LOG_FILE%" -Dzookeeper.log.level=ERROR -cp "%CLASSPATH%" %CLIENT_JVMFLAGS% %JVMFLAGS% paddock.shell.ZkCli %*

endlocal & exit /b %ERRORLEVEL%
