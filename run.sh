#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 The Sockscope authors
# SPDX-License-Identifier: GPL-3.0-or-later
# Builds Sockscope and runs it: ./run.sh [ARGUMENTS of sockscope]. Without arguments: the demo.
set -euo pipefail
cd "$(dirname "$0")"
here=$PWD
# shellcheck source=.ci/install.sh
. .ci/install.sh

# shellcheck disable=SC2086 # lists of words
install_packages $packages_to_build $packages_to_show
{
    [ -f build/release/build.ninja ] || cmake --preset release -DCMAKE_MESSAGE_LOG_LEVEL=WARNING
    cmake --build build/release --target sockscope
} >&2
sockscope=$here/build/release/app/sockscope
cd "${OLDPWD:-$here}"

[ $# -gt 0 ] || set -- --demo
needs_window=yes
case "$1" in
    demo | record | export | import | query | redact | report | stats | compare | --version | -v | --help | -h) needs_window=no ;;
esac
for argument in "$@"; do
    case "$argument" in --help | -h | --version | -v) needs_window=no ;; esac
done

if [ $needs_window = no ] || [ -n "${DISPLAY:-}" ] || [ -n "${WAYLAND_DISPLAY:-}" ]; then
    exec "$sockscope" "$@"
fi

seconds=20
picture=$here/screenshot.png
echo "No display: showing the window on a virtual one for $seconds s, then a screenshot." >&2
export sockscope seconds picture
# shellcheck disable=SC2016 # expanded by the inner shell
exec xvfb-run -a -s "-screen 0 1440x900x24" bash -c '
    "$sockscope" "$@" &
    window=$!
    trap "kill $window 2>/dev/null; wait $window 2>/dev/null" EXIT
    for ((i = 0; i < seconds; ++i)); do
        sleep 1
        if ! kill -0 $window 2>/dev/null; then
            status=0
            wait $window || status=$?
            trap - EXIT
            echo "The window closed by itself (exit status $status)." >&2
            exit $status
        fi
    done
    import -window root "$picture"
    echo "Screenshot: $picture" >&2
' sockscope "$@"
