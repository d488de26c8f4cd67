# Sourced by ./fathom when a build is due.

# One line that is written over on a terminal, one line each elsewhere.
progress() {
    if [ -t 2 ]; then printf '\r\033[K%s' "$1" >&2; else printf '%s\n' "$1" >&2; fi
}

progress_end() {
    if [ -t 2 ]; then printf '\r\033[K' >&2; fi
}

# Builds, unless another start does so at the same time, and sets `build` and `classpath`.
build_once() {
    need_maven
    mkdir -p "$run"
    if command -v flock >/dev/null; then
        (
            flock --nonblock 9 || { progress "fathom: waiting for another build"; flock 9; progress_end; }
            up_to_date || build_now
        ) 9>"$run/lock" || exit
    else
        lock_folder
        (up_to_date || build_now) || { code=$?; rm -rf "$run/lock.d"; exit "$code"; }
        rm -rf "$run/lock.d"
    fi
    read -r build <"$run/current"
    read -r classpath <"$run/$build/classpath"
}

# For systems without flock. A lock whose owner died is taken over.
lock_folder() {
    local owner
    until mkdir "$run/lock.d" 2>/dev/null; do
        owner=$(cat "$run/lock.d/pid" 2>/dev/null) || owner=
        [ -z "$owner" ] || kill -0 "$owner" 2>/dev/null || rm -rf "$run/lock.d"
        sleep 0.2
    done
    echo $$ >"$run/lock.d/pid"
}

# Runs in a subshell: every way out of it is an exit.
build_now() {
    local name=$$.$RANDOM log=$root/target/build.log module last= started=$SECONDS
    folder=$run/$name
    mkdir "$folder" || exit 70
    # Written before Maven starts: a source saved while it runs is newer.
    echo "$name" >"$folder/current"
    # Jars of an earlier version would stay beside the new ones.
    rm -rf "$root"/applications/cli/target/launch/{lib,fathom-cli-*.jar}
    progress "fathom: building (log: $log)"
    # Maven gets neither the terminal nor the lock.
    maven package --projects applications/cli --also-make -Dmaven.test.skip=true \
        -Dbuild.folder=target/launch </dev/null >"$log" 2>&1 9>&- &
    maven=$!
    trap 'kill $maven 2>/dev/null; progress_end; rm -rf "$folder"; exit 130' INT TERM
    while [ -t 2 ] && kill -0 $maven 2>/dev/null; do
        module=$(sed -n 's/^\[INFO\] Building Fathom: \(.*[^ ]\)  *[^ ]*-SNAPSHOT *\(.*\)$/\1 \2/p' "$log" | tail -n 1)
        [ "$module" = "$last" ] || progress "fathom: building $module"
        last=$module
        sleep 0.1
    done
    wait $maven && publish "$name" || build_failed "$log"
    trap - INT TERM
    if [ -t 2 ]; then progress_end; else progress "fathom: built in $((SECONDS - started)) s"; fi
}

build_failed() {
    progress_end
    rm -rf "$folder"
    grep -E '^\[(ERROR|WARNING)\]' "$1" | grep -vE '\[Help 1\]|^\[[A-Z]*\] *$|re-run Maven|For more information' | tail -n 20 >&2
    echo "fathom: the build failed; the whole log is in $1" >&2
    exit 70
}

# Copies the jars into the build's folder and makes it the current one.
publish() {
    local name=$1 jar all=
    cp "$root"/applications/cli/target/launch/{,lib/}*.jar "$folder" || return
    for jar in "$folder"/*.jar; do all=$all:$jar; done
    echo "${all#:}" >"$folder/classpath" || return
    # Loaded and linked classes of a short run, kept for a faster start. Nothing depends on it.
    "$JAVA_HOME/bin/java" "${options[@]}" -XX:AOTCacheOutput="$folder/aot" -cp "${all#:}" \
        dev.fathom.cli.Main demo --seconds 1 --json </dev/null >"$folder/aot.log" 2>&1 9>&- || rm -f "$folder/aot"
    mv "$folder/current" "$run/current" || return
    find "$run" -mindepth 1 -maxdepth 1 -type d ! -name "$name" -mtime +1 -exec rm -rf {} +
}
