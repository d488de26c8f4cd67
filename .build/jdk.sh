# Sourced by ./fathom, ./check and tests/benchmarks/run: puts JAVA_HOME on a JDK 25, or ends with code 78.
#
# Looks at JAVA_HOME, then in the usual folders, then behind the `java` of PATH. FATHOM_JDK_SEARCH, a list of
# folders separated by colons, each a JDK or a folder of JDKs, takes the place of the last two.

is_jdk() {
    [ -x "$1/bin/javac" ] && [ -r "$1/release" ] && [[ $(<"$1/release") == *'JAVA_VERSION="25'[.\"+-]* ]]
}

find_jdk() {
    local folder candidate
    is_jdk "${JAVA_HOME:-}" && return
    local IFS=:
    local search=${FATHOM_JDK_SEARCH-/usr/lib/jvm:/usr/java:/opt:${HOME:-}/.sdkman/candidates/java:${HOME:-}/.jdks:/Library/Java/JavaVirtualMachines}
    for folder in $search; do
        for candidate in "$folder" "$folder"/* "$folder"/*/Contents/Home; do
            is_jdk "$candidate" && JAVA_HOME=$candidate && return
        done
    done
    [ -z "${FATHOM_JDK_SEARCH+set}" ] || return
    candidate=$(command -v java) || return
    while [ -L "$candidate" ]; do
        folder=$(readlink "$candidate")
        case $folder in /*) candidate=$folder ;; *) candidate=${candidate%/*}/$folder ;; esac
    done
    candidate=${candidate%/bin/java}
    is_jdk "$candidate" && JAVA_HOME=$candidate
}

if ! find_jdk; then
    echo "${0##*/}: needs a JDK 25 and found none; install one or set JAVA_HOME to its folder." >&2
    exit 78
fi
export JAVA_HOME

need_maven() {
    command -v mvn >/dev/null && return
    echo "${0##*/}: needs Maven to build and found no mvn in PATH; install Maven 3.8 or newer." >&2
    exit 78
}

# Maven on the same JDK: google-java-format runs inside Maven. The options silence what Maven's own jars warn about.
maven() {
    MAVEN_OPTS="--enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow ${MAVEN_OPTS:-}" \
        mvn --batch-mode --no-transfer-progress --file "$root/pom.xml" -Dstyle.color=never "$@"
}
