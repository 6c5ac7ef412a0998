# For the scripts that run what was built: leaves a JDK 25 or newer, JAVA_HOME's if it is one, in
# `jdk`, or ends with a message.

jdk=
for candidate in "${JAVA_HOME:-}" /usr/lib/jvm/* /opt/* "$HOME"/.sdkman/candidates/java/*; do
    if [ -z "$jdk" ] && [ -x "$candidate/bin/javac" ] && [ -f "$candidate/release" ]; then
        major=$(sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$candidate/release")
        [ "${major:-0}" -lt 25 ] || jdk=$candidate
    fi
done
if [ -z "$jdk" ]; then
    echo "${0##*/}: no JDK 25 or newer in JAVA_HOME, /usr/lib/jvm, /opt or ~/.sdkman" >&2
    exit 1
fi
