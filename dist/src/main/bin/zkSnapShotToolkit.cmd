@echo off
REM Prints a snapshot file; called without one it tells how.
setlocal
call "%~dp0zkEnv.cmd" || exit /b 1

%JAVA% %PADDOCK_JVM% -Dzookeeper.log.level=WARN -cp "%CLASSPATH%" %JVMFLAGS% paddock.storage.tool.SnapshotFormatter %*

endlocal
