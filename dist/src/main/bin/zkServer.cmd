@echo off
REM Runs a server in the foreground; arguments follow the configuration file.
setlocal
call "%~dp0zkEnv.cmd" || exit /b 1

set ZOOMAIN=paddock.server.Main
echo on
%JAVA% %PADDOCK_JVM% "-Xmx%ZK_SERVER_HEAP%m" -XX:CompileThresholdScaling=2 -XX:MaxTenuringThreshold=1 -XX:SurvivorRatio=32 -XX:InitiatingHeapOccupancyPercent=70 -XX:+UnlockExperimentalVMOptions -XX:G1MaxNewSizePercent=15 "-Dzookeeper.log.dir=%ZOO_LOG_DIR%" "-Dzookeeper.log.file=%ZOO_LOG_FILE%" "-XX:+HeapDumpOnOutOfMemoryError" "-XX:OnOutOfMemoryError=cmd /c taskkill /pid %%%%p /t /f" -cp "%CLASSPATH%" %SERVER_JVMFLAGS% %JVMFLAGS% %ZOOMAIN% "%ZOOCFG%" %*

endlocal
