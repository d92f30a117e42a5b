#!/usr/bin/env bash
# Builds what the benchmarks need and runs them on the JDK of JAVA_HOME, or the one on the path. Without arguments it
# tells how it is used. JAVA_OPTS are for the JVM that measures.
set -euo pipefail
cd "$(dirname "$0")/.."

java=${JAVA_HOME:+$JAVA_HOME/bin/}java
# The static checks are for a change that is handed in, not for one that is being tried.
mvn -B -q -pl benchmarks -am -P '!checkers' -DskipTests package
# The young generation is small, so that the warm-up has touched all of it: the first use of a page is the kernel's work.
# shellcheck disable=SC2086 # options, as a shell would split them
exec "$java" -Xms2g -Xmx4g -Xmn128m ${JAVA_OPTS:-} -cp 'benchmarks/target/classes:benchmarks/target/lib/*' \
    dev.flyball.benchmarks.Compare "$@"
