@echo off
REM Called by every .cmd script of this folder: sets ZOOCFGDIR, ZOO_LOG_DIR, CLASSPATH and JAVA.

if not defined PADDOCK_JAVA_NEEDED set PADDOCK_JAVA_NEEDED=25
if not defined PADDOCK_ROLE set PADDOCK_ROLE=server
if not defined ZOOCFGDIR set ZOOCFGDIR=%~dp0..\conf
if not defined ZOO_LOG_DIR set ZOO_LOG_DIR=%~dp0..\logs
if not defined ZOO_LOG_FILE set ZOO_LOG_FILE=zookeeper-%USERNAME%-%PADDOCK_ROLE%-%COMPUTERNAME%.log
if not defined ZK_SERVER_HEAP set ZK_SERVER_HEAP=1000

REM Jars first, then the configuration folder with its logback.xml, then what was inherited.
if defined CLASSPATH set CLASSPATH=;%CLASSPATH%
set CLASSPATH=%~dp0..\lib\*;%ZOOCFGDIR%%CLASSPATH%
set ZOOCFG=%ZOOCFGDIR%\zoo.cfg

if not defined JAVA_HOME goto noJavaHome
set JAVA_HOME=%JAVA_HOME:"=%
if not exist "%JAVA_HOME%\bin\java.exe" goto noJava
set JAVA="%JAVA_HOME%"\bin\java

REM The major version, from the line JAVA_VERSION="25.0.1" of the file that each Java has.
set PADDOCK_JAVA_VERSION=0
if exist "%JAVA_HOME%\release" for /f "usebackq tokens=2 delims==." %%v in (`findstr /b "JAVA_VERSION=" "%JAVA_HOME%\release"`) do set PADDOCK_JAVA_VERSION=%%v
set PADDOCK_JAVA_VERSION=%PADDOCK_JAVA_VERSION:"=%
if %PADDOCK_JAVA_VERSION% LSS %PADDOCK_JAVA_NEEDED% goto oldJava

set PADDOCK_JVM=--enable-native-access=ALL-UNNAMED -Dio.netty.jfr.enabled=false
REM An older Java does not know these.
if %PADDOCK_JAVA_VERSION% GEQ 25 set PADDOCK_JVM=%PADDOCK_JVM% --sun-misc-unsafe-memory-access=allow -XX:+UseCompactObjectHeaders -Djdk.reflect.useNativeAccessorOnly=true
exit /b 0

:noJavaHome
echo Error: JAVA_HOME is not set. Paddock needs Java %PADDOCK_JAVA_NEEDED% or newer.
exit /b 1

:noJava
echo Error: JAVA_HOME is incorrectly set: %JAVA_HOME%
echo Expected to find java.exe here: %JAVA_HOME%\bin\java.exe
exit /b 1

:oldJava
echo Error: JAVA_HOME %JAVA_HOME% is Java %PADDOCK_JAVA_VERSION%; Paddock needs Java %PADDOCK_JAVA_NEEDED% or newer.
exit /b 1
