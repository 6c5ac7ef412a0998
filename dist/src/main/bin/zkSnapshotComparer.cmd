@echo off
REM Says where two snapshots differ; called without options it tells how.
setlocal
call "%~dp0zkEnv.cmd" || exit /b 1

%JAVA% %PADDOCK_JVM% -Dzookeeper.log.level=WARN -cp "%CLASSPATH%" %JVMFLAGS% paddock.storage.tool.SnapshotComparer %*

endlocal
