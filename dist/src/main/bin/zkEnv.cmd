@echo off
REM Called by every .cmd script of this folder: sets ZOOCFGDIR, ZOO_LOG_DIR, CLASSPATH and JAVA.

set ZOOCFGDIR=%~dp0..\conf
set ZOO_LOG_DIR=%~dp0..\logs
set ZOO_LOG_FILE=zookeeper-%USERNAME%-server-%COMPUTERNAME%.log
if not defined ZK_SERVER_HEAP set ZK_SERVER_HEAP=1000

REM Jars first, then the configuration folder with its logback.xml.
set CLASSPATH=%~dp0..\lib\*;%ZOOCFGDIR%
set ZOOCFG=%ZOOCFGDIR%\zoo.cfg

if not defined JAVA_HOME (
  echo Error: JAVA_HOME is not set. Paddock needs Java 25 or newer.
  exit /b 1
)
set JAVA_HOME=%JAVA_HOME:"=%
if not exist "%JAVA_HOME%"\bin\java.exe (
  echo Error: JAVA_HOME is incorrectly set: %JAVA_HOME%
  echo Expected to find java.exe here: %JAVA_HOME%\bin\java.exe
  exit /b 1
)
set JAVA="%JAVA_HOME%"\bin\java
set PADDOCK_JVM=--enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow -XX:+UseCompactObjectHeaders -Dio.netty.jfr.enabled=false -Djdk.reflect.useNativeAccessorOnly=true
exit /b 0
