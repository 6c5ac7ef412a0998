@echo off
REM Prints, repairs or cuts a transaction log file; -h tells how.
setlocal
call "%~dp0zkEnv.cmd" || exit /b 1

%JAVA% %PADDOCK_JVM% -Dzookeeper.log.level=WARN -cp "%CLASSPATH%" %JVMFLAGS% paddock.storage.tool.TxnLogToolkit %*

endlocal
