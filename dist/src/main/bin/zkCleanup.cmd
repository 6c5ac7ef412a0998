@echo off
REM Removes old snapshots and logs: zkCleanup.cmd dataLogDir [snapDir] -n count
setlocal
call "%~dp0zkEnv.cmd" || exit /b 1

%JAVA% %PADDOCK_JVM% -Dzookeeper.log.level=WARN -cp "%CLASSPATH%" %JVMFLAGS% paddock.storage.tool.PurgeTxnLog %*

endlocal
