@echo off
REM Sums up a snapshot: snapshot_file starting_node max_depth, 0 for any depth.
setlocal
call "%~dp0zkEnv.cmd" || exit /b 1

%JAVA% %PADDOCK_JVM% -Dzookeeper.log.level=WARN -cp "%CLASSPATH%" %JVMFLAGS% paddock.storage.tool.SnapshotRecursiveSummary %*

endlocal
