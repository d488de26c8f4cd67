# Sourced by the scripts of tests/benchmarks: builds them when a source is newer, and sets `classpath` and `java`.

build_benchmarks() {
    local target=$root/tests/benchmarks/target log=$root/target/benchmarks.log
    build_when_older
    classpath=$(printf '%s:' "$target"/run/*.jar "$target"/lib/*.jar)
    # The options are those of ./fathom.
    java=("$JAVA_HOME/bin/java" -XX:+UseSerialGC -XX:FreqInlineSize=200 -XX:InlineSmallCode=1000 --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow
        -cp "$classpath")
    # As for ./fathom: loaded classes and profiles of a short run, so that the compiler knows early what matters.
    [ -e "$target/run/aot" ] || "${java[@]}" -XX:AOTCacheOutput="$target/run/aot" \
        dev.fathom.benchmarks.peers.Rehearsal </dev/null >>"$log" 2>&1 || rm -f "$target/run/aot"
    [ ! -e "$target/run/aot" ] || java+=(-XX:AOTCache="$target/run/aot" '-Xlog:aot*=off' '-Xlog:cds*=off')
}

build_when_older() {
    if [ -e "$target/run/built" ] && [ -z "$(find "$root/pom.xml" "$root"/libraries/*/{pom.xml,src/main} \
        "$root"/tests/benchmarks/{pom.xml,src/main} -newer "$target/run/built" -print -quit)" ]; then
        return
    fi
    mkdir -p "$root/target"
    rm -rf "$target/lib" "$target/run" "$target"/fathom-benchmarks-*.jar
    echo "benchmarks: building (log: $log)" >&2
    touch "$root/target/benchmarks.began"
    if ! maven package --projects tests/benchmarks --also-make -Dmaven.test.skip=true </dev/null >"$log" 2>&1; then
        grep '^\[ERROR\]' "$log" | head -n 20 >&2
        echo "benchmarks: the build failed; the whole log is in $log" >&2
        exit 70
    fi
    mkdir -p "$target/run"
    cp "$target"/fathom-benchmarks-*.jar "$target/run"
    mv "$root/target/benchmarks.began" "$target/run/built"
}
