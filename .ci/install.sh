# SPDX-FileCopyrightText: 2026 The Sockscope authors
# SPDX-License-Identifier: GPL-3.0-or-later
# Sourced by run.sh, test.sh and .ci/run: what each needs of Debian 12, and how it is installed.

packages_to_build="build-essential cmake ninja-build ccache ca-certificates pkg-config
    qt6-base-dev qt6-websockets-dev qt6-svg-dev qt6-qpa-plugins libgl-dev
    libsqlitecpp-dev libsqlite3-dev zlib1g-dev libsimdjson-dev libmsgpack-cxx-dev
    libbrotli-dev libzstd-dev libpcap-dev libqscintilla2-qt6-dev qtkeychain-qt6-dev libqcustomplot-dev"
packages_to_show="fonts-dejavu xvfb xauth imagemagick"
packages_to_test="git python3 python3-socketio python3-tornado python3-requests python3-websocket
    sqlite3 openssl tzdata redis-tools libbenchmark-dev tshark chromium"
packages_to_lint="file man-db clang clang-format clang-tidy clazy libclang-rt-14-dev desktop-file-utils appstream"

# install_packages NAME...: installs those that are missing, and only then touches apt.
install_packages() {
    local missing=()
    local name
    for name in "$@"; do
        dpkg-query -W -f='${Status}' "$name" 2>/dev/null | grep -q 'ok installed' || missing+=("$name")
    done
    [ ${#missing[@]} -eq 0 ] && return 0
    local as_root=()
    if [ "$(id -u)" -ne 0 ]; then
        if ! command -v sudo >/dev/null; then
            echo "These packages are missing: ${missing[*]}" >&2
            echo "Install them as root, or install sudo, and run this again." >&2
            return 1
        fi
        as_root=(sudo)
    fi
    echo "Installing ${#missing[@]} Debian packages: ${missing[*]}" >&2
    "${as_root[@]}" apt-get -qq update >&2 &&
        "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -qq -o Dpkg::Use-Pty=0 install -y \
            --no-install-recommends "${missing[@]}" >&2
}

# install_node: Node.js and npm, from Debian only where there is none.
install_node() {
    command -v npm >/dev/null || install_packages nodejs npm
}
