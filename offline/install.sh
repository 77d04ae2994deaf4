#!/bin/sh
# Installs the pack that it lies in, or upgrades an installation, without a network. Its words are for whoever keeps the system.
#
#   sh install.sh [目标目录] [--old 原来的 zhibu 命令] [--first] [--check]
#
# Each version gets a folder of its own below versions/; the link `current` is moved only when the new one has passed its trial.
set -eu

here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
target=/opt/zhibu
old=
first=
check=

say() { printf '%s\n' "$1" >&2; }

stop() {
    say "$1"
    exit 2
}

usage() {
    say "用法：sh install.sh [目标目录，默认 /opt/zhibu] [--old 原来的 zhibu 命令] [--first] [--check]"
    say "  --old    没有用这种方法装过、但已有数据时：原来的 zhibu 命令在哪里，升级前用它备份"
    say "  --first  改用 PostgreSQL、数据库还是空的：没有数据要备份"
    say "  --check  只核对安装包是否完整，不安装"
}

while [ $# -gt 0 ]; do
    case $1 in
    --old)
        [ $# -gt 1 ] || stop "--old 后面要写原来的 zhibu 命令。(--old needs a command)"
        old=$2
        shift
        ;;
    --first) first=yes ;;
    --check) check=yes ;;
    -h | --help)
        usage
        exit 0
        ;;
    -*)
        usage
        exit 2
        ;;
    *) target=$1 ;;
    esac
    shift
done
target=$(readlink -f -- "$target") || stop "目标目录 $target 的上一级不存在：请先建好。(no such place)"

# What pip and Python would read from this account is none of the pack's business.
unset PYTHONPATH PYTHONHOME PIP_INDEX_URL PIP_EXTRA_INDEX_URL PIP_FIND_LINKS PIP_REQUIRE_VIRTUALENV PIP_TARGET PIP_CONSTRAINT
PYTHONNOUSERSITE=1
PIP_CONFIG_FILE=/dev/null
export PYTHONNOUSERSITE PIP_CONFIG_FILE

fact() { sed -n "s/^ *\"$1\": \"\(.*\)\",\{0,1\}\$/\1/p" "$here/pack.json"; }

verify_pack() {
    command -v sha256sum >/dev/null || stop "缺少 sha256sum（coreutils）：请先安装。(sha256sum not found)"
    (cd "$here" && sha256sum --check --strict --quiet SHA256SUMS >&2) ||
        stop "安装包不完整或被改动，什么也没有装：请重新拷贝整个安装包。(the pack is damaged)"
    listed=$(wc -l <"$here/SHA256SUMS")
    found=$(find "$here" -type f ! -name SHA256SUMS | wc -l)
    [ "$listed" -eq "$found" ] || stop "安装包里多了文件，什么也没有装：请重新解开安装包，不要在里面存别的文件。(files that are not listed)"
}

check_glibc() {
    glibc=$(fact glibc)
    [ -z "$glibc" ] || "$python" -c '
import os, sys
def number(version): return tuple(map(int, version.split(".")[:2]))
sys.exit(number(os.confstr("CS_GNU_LIBC_VERSION").split()[-1]) < number(sys.argv[1]))' "$glibc" 2>/dev/null ||
        stop "系统太旧，需要 glibc $glibc 以上（Debian 12、Ubuntu 24.04 起都够）：请升级系统，或在同样的系统上重新打包。(C library too old)"
}

find_python() {
    wanted=$(fact python)
    machine=$(fact machine)
    old_version=
    for python in "python$wanted" python3 python; do
        version=$("$python" -c 'import sys; print("%d.%d" % sys.version_info[:2])' 2>/dev/null) || continue
        if [ "$version" = "$wanted" ]; then
            [ "$("$python" -c 'import sysconfig; print(sysconfig.get_platform())')" = "$machine" ] ||
                stop "这个安装包是给 $machine 的，这台机器不是：请在同样的机器上重新打包。(made for another machine)"
            check_glibc
            return
        fi
        "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' && old_version=$version
    done
    [ -z "$old_version" ] ||
        stop "这个安装包是给 Python $wanted 的，这台机器上是 $old_version：请在装有 Python $old_version 的机器上重新打包。(made for another Python)"
    stop "需要 Python $wanted：请先从系统安装盘安装 python3（Debian 12、Ubuntu 24.04 起自带 3.11 以上版本）。(Python 3.11 or newer not found)"
}

# Files of the data would belong to somebody else, and the service could not write them any more.
check_owner() {
    [ -d "$target/data" ] || return 0
    [ "$(stat -c %u "$target/data")" = "$(id -u)" ] ||
        stop "$target/data 属于用户 $(stat -c %U "$target/data")：请用这个用户运行，例如 su -s /bin/sh $(stat -c %U "$target/data") -c 'sh install.sh $target'。(run as the owner of the data)"
}

# A server that runs would meet a database of a newer version.
check_stopped() {
    for process in /proc/[0-9]*; do
        { words=$(tr '\0' ' ' <"$process/cmdline"); } 2>/dev/null || continue
        case $words in
        "$target/versions/"*"zhibu.config.cli serve"*) stop "服务还在运行：请先停止（例如 systemctl stop zhibu），再升级。(the server is running)" ;;
        esac
    done
}

check_target() {
    [ ! -e "$target/pyproject.toml" ] ||
        stop "$target 是源代码目录：请装到另一个目录，用 --old $target/zhibu 指明原来的命令。(target is a source checkout)"
    mkdir -p "$target/versions" 2>/dev/null && [ -w "$target" ] && [ -w "$target/versions" ] ||
        stop "不能写入 $target：请换一个目录，或让当前用户可写。(target not writable)"
}

has_data() {
    if [ -r "$target/zhibu.env" ]; then
        set -a
        # shellcheck disable=SC1091
        . "$target/zhibu.env"
        set +a
    fi
    [ -e "${ZHIBU_DATA_DIR:-$target/data}/zhibu.sqlite3" ] || [ -n "${ZHIBU_DATABASE:-}" ]
}

# Data and keys first, by the program that they were written with.
back_up() {
    has_data || return 0
    if [ -x "$target/zhibu" ] && [ -e "$target/current" ]; then
        old=$target/zhibu
    elif [ -z "$old" ]; then
        [ -z "$first" ] || return 0
        stop "已有数据，但找不到原来的程序：请加 --old 指明原来的 zhibu 命令；PostgreSQL 数据库还是空的，请加 --first。(no old program to take the backup with)"
    fi
    copies=$target/backups/$(date +%Y%m%d-%H%M%S)
    (umask 077 && mkdir -p "$copies")
    say "升级前备份到 $copies……(backing up)"
    ZHIBU_DATA_DIR=${ZHIBU_DATA_DIR:-$target/data} "$old" backup "$copies/data.zip" --keys "$copies/keys.zip" >&2 ||
        stop "备份没有成功，没有升级，原来的版本照常可用。原因见上。(backup failed)"
}

install_version() {
    version=$(fact version)-$(sha256sum <"$here/SHA256SUMS" | cut -c 1-8)
    place=$target/versions/$version
    if [ -e "$place/installed" ]; then
        say "这一版已经装好，只重新核对。(already installed)"
        return
    fi
    rm -rf "$place"
    mkdir -p "$place"
    say "安装 $version……(installing)"
    cp -R "$here/code" "$place/code"
    cp "$here/pack.json" "$place/pack.json"
    "$python" -m venv --without-pip "$place/venv" >&2 || stop "不能建立运行环境，没有安装。原因见上。(venv failed)"
    for pip in "$here"/wheels/pip-*.whl; do :; done
    "$place/venv/bin/python" "$pip/pip" --isolated install --quiet --no-input --disable-pip-version-check --no-cache-dir --no-index \
        --find-links "$here/wheels" --no-deps --require-hashes --requirement "$here/requirements.txt" >&2 ||
        stop "依赖没有装好，没有升级，原来的版本照常可用。原因见上。(installation failed)"
    "$place/venv/bin/python" -m compileall -q "$place/code" >&2
}

try_version() {
    say "试运行……(trial)"
    (cd / && PYTHONPATH=$place/code/src "$place/venv/bin/python" -m zhibu.config.trial >&2) ||
        stop "新版本没有通过试运行，没有升级，原来的版本照常可用。原因见上。(trial failed)"
    : >"$place/installed"
}

write_launcher() {
    draft=$target/.zhibu.$$
    cp "$here/zhibu.sh" "$draft"
    chmod 755 "$draft"
    mv -f "$draft" "$target/zhibu"
}

switch() {
    before=$(readlink "$target/current" 2>/dev/null || true)
    ln -sfn "versions/$version" "$target/.current.$$"
    mv -fT "$target/.current.$$" "$target/current"
    write_launcher
    (umask 077 && mkdir -p "$target/data")
    [ -n "$before" ] || [ -n "${copies:-}" ] || return 0
    "$target/zhibu" migrate >&2 && return
    if [ -n "$before" ]; then
        ln -sfn "$before" "$target/.current.$$"
        mv -fT "$target/.current.$$" "$target/current"
    fi
    stop "数据库没有升级成功，已退回原来的版本；升级前的备份在 ${copies:-}。原因见上。(migration failed)"
}

verify_pack
if [ -n "$check" ]; then
    say "安装包完整：$(fact version)，Python $(fact python)，$(fact machine)。(the pack is sound)"
    exit 0
fi
find_python
check_target
check_owner
check_stopped
install_version
try_version
back_up
switch
say "装好了：$("$target/zhibu" --version)。(done)"
if [ -n "${copies:-}" ]; then
    say "升级前的备份在 $copies：数据和密钥请分开保存。现在可以启动服务：$target/zhibu serve"
else
    say "启动服务：$target/zhibu serve；其余见 README.zh-CN.md。"
fi
