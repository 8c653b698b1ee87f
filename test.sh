#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 The Sockscope authors
# SPDX-License-Identifier: GPL-3.0-or-later
# Builds everything with the address and undefined-behaviour sanitizers and runs all tests.
# ./test.sh [ARGUMENTS of ctest], e.g. ./test.sh -R framedecoder
set -euo pipefail
cd "$(dirname "$0")"
# shellcheck source=.ci/install.sh
. .ci/install.sh

# shellcheck disable=SC2086 # lists of words
install_packages $packages_to_build $packages_to_show $packages_to_test
install_node
for folder in tests/interop/v2 tests/interop/v3 tests/interop/v4 tests/interop/dialects tests/interop/har; do
    # A folder is installed when its lock file is the one that was installed.
    if ! cmp -s $folder/package-lock.json $folder/node_modules/.installed-lock; then
        (cd $folder && npm ci --no-audit --no-fund --loglevel=error)
        cp $folder/package-lock.json $folder/node_modules/.installed-lock
    fi
done
[ -f build/asan/build.ninja ] || cmake --preset asan -DCMAKE_MESSAGE_LOG_LEVEL=WARNING
cmake --build build/asan
exec ctest --preset asan "$@"
