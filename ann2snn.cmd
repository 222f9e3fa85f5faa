@echo off
rem Starts ann2snn on Windows, with the options that the shell script "ann2snn" beside it gives (a test compares them),
rem but those that only a Unix terminal can tell. It starts what was unpacked; it does not build a source tree.
rem Variables: JAVA_HOME (an image brings a Java of its own), ANN2SNN_JAVA_OPTS (more JVM options, e.g. -Xmx4g),
rem ANN2SNN_CLASS_ARCHIVE (no: use none; make: make that of an image, and do nothing else), OMP_NUM_THREADS,
rem OMP_WAIT_POLICY and OPENBLAS_CORETYPE (kept as they are where set).
setlocal enableextensions disabledelayedexpansion
for %%d in ("%~dp0..") do set "home=%%~fd"

set "image="
if exist "%home%\runtime\bin\java.exe" set "image=%home%"
set "java="
if defined image (
  set "java=%home%\runtime\bin\java.exe"
) else if defined JAVA_HOME (
  set "java=%JAVA_HOME%\bin\java.exe"
) else (
  for %%j in (java.exe) do set "java=%%~$PATH:j"
)
if not defined java set "java=java.exe"
if not exist "%java%" (
  >&2 echo ann2snn: no Java found ^("%java%"^). Install a JDK of version 17 or newer, or set JAVA_HOME to one.
  exit /b 1
)

rem Every JDK tells its version in a file; where there is none, the JVM is asked, which takes longer.
set "version="
for %%d in ("%java%\..\..") do set "release=%%~fd\release"
if exist "%release%" (
  for /f "tokens=2 delims==" %%v in ('findstr /b /c:"JAVA_VERSION=" "%release%"') do set "version=%%~v"
) else (
  for /f "tokens=2 delims== " %%v in ('""%java%" -XshowSettings:properties -version 2^>^&1 ^| findstr /c:"java.specification.version ="" 2^>nul') do set "version=%%v"
)
if not defined version (
  >&2 echo ann2snn: Java 17 or newer is needed, and "%java%" does not tell its version. Set JAVA_HOME to a newer one.
  exit /b 1
)
for /f "tokens=1 delims=.-+_" %%v in ("%version%") do set "version=%%v"
if %version% lss 17 (
  >&2 echo ann2snn: Java 17 or newer is needed; "%java%" is version %version%. Set JAVA_HOME to a newer one.
  exit /b 1
)

set "jar="
for %%j in ("%home%\lib\cli-*.jar") do set "jar=%%~fj"
if not defined jar (
  >&2 echo ann2snn: its jars are missing beside "%home%\bin"; build, unpack or install it again.
  exit /b 1
)

rem Why each is there is told in the shell script.
if not defined OMP_WAIT_POLICY set "OMP_WAIT_POLICY=PASSIVE"
if not defined OMP_NUM_THREADS (
  set "OMP_NUM_THREADS=%NUMBER_OF_PROCESSORS%"
  if %NUMBER_OF_PROCESSORS% gtr 8 set "OMP_NUM_THREADS=8"
)
set "wrong="
if "%OMP_NUM_THREADS:~0,1%"=="0" set "wrong=1"
for /f "delims=0123456789" %%c in ("%OMP_NUM_THREADS%") do set "wrong=1"
if defined wrong (
  >&2 echo ann2snn: OMP_NUM_THREADS is '%OMP_NUM_THREADS%', expected a whole number from 1; or unset it.
  exit /b 2
)

set "flags=-Xmx1g -XX:+UseParallelGC -XX:ObjectAlignmentInBytes=64 -XX:PerMethodTrapLimit=1000"
set "flags=%flags% -Djdk.incubator.vector.VECTOR_ACCESS_OOB_CHECK=0"
set "flags=%flags% -XX:CompileCommand=quiet"
set "soon=0.05"
if %version% geq 25 call :later
for %%l in (kernel signed lanes columns) do call :compile io/github/ann2snn/runtime/%%l/Simd*.*
set "flags=%flags% -Dpicocli.disable.closures=true"
if %version% geq 23 set "flags=%flags% --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow"

set "archive=%home%\lib\classes.jsa"
if not defined image set "archive="
if "%ANN2SNN_CLASS_ARCHIVE%"=="make" goto make
if "%ANN2SNN_CLASS_ARCHIVE%"=="no" set "archive="
if defined archive if not exist "%archive%" set "archive="

rem What the JVM itself warns of is no result; nor is it one that an archive cannot be used, unless somebody asks.
set "unshared=,cds*=off"
set "arguments=%*"
:options
if "%~1"=="--verbose" set "unshared="
shift
if not "%~1"=="" goto options
set "flags=%flags% -XX:+DisplayVMOutputToStderr -Xlog:disable -Xlog:all=warning%unshared%:stderr"
set "shared="
if defined archive set shared=-XX:SharedArchiveFile="%archive%"
"%java%" %flags% %shared% %ANN2SNN_JAVA_OPTS% -jar "%jar%" %arguments%
exit /b %errorlevel%

rem The rest of Java is compiled by C2 after ten times as many calls as usual.
:later
set "flags=%flags% -XX:Tier4InvocationThreshold=50000 -XX:Tier4MinInvocationThreshold=6000"
set "flags=%flags% -XX:Tier4CompileThreshold=150000 -XX:Tier4BackEdgeThreshold=400000"
set "flags=%flags% -XX:CompileCommand=CompileThresholdScaling,io/github/ann2snn/*.*,0.3"
set "flags=%flags% -XX:CompileCommand=CompileThresholdScaling,jdk/incubator/vector/*.*,0.1"
set "flags=%flags% -XX:CompileCommand=CompileThresholdScaling,jdk/internal/vm/vector/*.*,0.1"
set "soon=0.005"
exit /b 0

:compile
set "flags=%flags% -XX:CompileCommand=CompileThresholdScaling,%1,%soon%"
set "flags=%flags% -XX:CompileCommand=BackgroundCompilation,%1,false"
exit /b 0

:make
if not defined archive (
  >&2 echo ann2snn: only an image, which brings a Java of its own, has an archive of classes here.
  exit /b 1
)
set "making=%archive%.making"
mkdir "%making%" || exit /b 1
"%java%" %flags% -Xshare:off -XX:DumpLoadedClassList="%making%\classes" -cp "%jar%" io.github.ann2snn.cli.Rehearsal "%making%" >"%making%\log" 2>&1 && "%java%" %flags% -Xshare:dump -XX:SharedClassListFile="%making%\classes" -XX:SharedArchiveFile="%making%\archive" -cp "%jar%" >>"%making%\log" 2>&1 && move /y "%making%\archive" "%archive%" >nul
set "made=%errorlevel%"
if not "%made%"=="0" (
  >&2 echo ann2snn: the archive of classes cannot be made:
  >&2 type "%making%\log"
)
rmdir /s /q "%making%"
exit /b %made%
