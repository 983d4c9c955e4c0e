# shellcheck shell=bash disable=SC2154
# The slow half of ../../inpaintlab, sourced when something is missing or out of date. Defines nothing that the other half needs,
# but for libtorch and native_build. managed_only builds the program alone.

# name|why, for people who wonder what is being installed. The -dev names are the same on every Debian and Ubuntu release.
tool_packages=(
  'cmake|configures the native part'
  'make|builds it'
  'g++|compiles it'
  'libturbojpeg0-dev|reads and writes JPEG files'
  'libspng-dev|reads and writes PNG files'
)
torch_packages=(
  'libtorch-dev|tensors and gradients (not needed with LIBTORCH=...)'
  'libopenblas0-pthread|matrix products for it, 30 times as fast as the default'
)

own_libtorch='or use a libtorch of your own (an official archive, or a pip PyTorch): LIBTORCH=/path/to/libtorch, or LIBTORCH=python3'

# run_logged NAME COMMAND...: output goes to a log; what matters of it is shown when the command fails.
run_logged() {
  local log=$state/$1.log
  "${@:2}" >"$log" 2>&1 </dev/null 9>&- && return
  # MSBuild says each error twice.
  { grep -m 20 -i -A 3 -E 'error|^E: ' "$log" || tail -n 40 "$log"; } | awk '!said[$0]++' >&2
  say "the whole output is in $log"
  return 1
}

check_sdk() {
  local sdks
  sdks=$(dotnet --list-sdks 2>/dev/null | cut -d ' ' -f 1 | paste -sd ' ' || true)
  [[ " $sdks" == *' 10.'* ]] || fail 1 "the .NET 10 SDK is missing ($(command -v dotnet) has: ${sdks:-no SDK})." \
    'Install it (https://dotnet.microsoft.com/download/dotnet/10.0) and run this again.'
}

# Sets missing to those of the arguments (name|why) that dpkg does not have installed.
find_missing() {
  local installed package
  missing=()
  installed=$(dpkg-query -W -f '${Package} ${db:Status-Status}\n' "${@%%|*}" 2>/dev/null || true)
  for package in "$@"; do
    grep -qxF "${package%%|*} installed" <<<"$installed" || missing+=("$package")
  done
}

install_packages() {
  local missing wanted=("${tool_packages[@]}") names package
  [[ -n ${LIBTORCH-} ]] || wanted+=("${torch_packages[@]}")
  if [[ $bundled ]] || ! command -v apt-get >/dev/null; then
    check_tools
    return
  fi
  find_missing "${wanted[@]}"
  names=("${missing[@]%%|*}")
  ((${#missing[@]} > 0)) || return 0

  say 'these packages are needed:'
  for package in "${missing[@]}"; do
    printf '  %-22s %s\n' "${package%%|*}" "${package#*|}" >&2
  done
  if [[ $(id -u) != 0 || ${INPAINTLAB_NO_INSTALL-} == 1 ]]; then
    fail 1 "install them with
  sudo apt-get update && sudo apt-get install --no-install-recommends ${names[*]}
$own_libtorch"
  fi
  say 'installing them (a few minutes)'
  # The lists may be absent or old, so a first failure only means that they are fetched.
  local install=(apt-get install -y -q --no-install-recommends -o DPkg::Lock::Timeout=300 "${names[@]}")
  export DEBIAN_FRONTEND=noninteractive
  "${install[@]}" >"$state/apt.log" 2>&1 </dev/null 9>&- ||
    { run_logged apt-update apt-get update -q && run_logged apt "${install[@]}"; } ||
    fail 1 "the packages could not be installed (is the network up?); to do it by hand:
  apt-get update && apt-get install --no-install-recommends ${names[*]}
$own_libtorch"
}

# Elsewhere than on Debian and Ubuntu, and for a bundle, nobody is asked to install anything for us: only the tools can be looked for.
check_tools() {
  local tool absent=()
  for tool in cmake make c++; do
    command -v "$tool" >/dev/null || absent+=("$tool")
  done
  [[ $bundled || -n ${LIBTORCH-} ]] && ((${#absent[@]} == 0)) && return 0
  [[ ! $bundled ]] || fail 1 "missing: ${absent[*]}. They build the native part against this machine's libtorch."
  fail 1 "packages are installed only on Debian and Ubuntu. Here, install with your package manager:
  cmake, make, a C++ compiler (missing: ${absent[*]:-none}), and the libraries libturbojpeg and libspng;
then name a libtorch (an official archive, or a pip PyTorch): LIBTORCH=/path/to/libtorch, or LIBTORCH=python3"
}

build_native() {
  say "building the native part against $libtorch (about a minute)"
  rm -f "$native_build/stamp"
  local prefix=$libtorch
  [[ $prefix != /usr ]] || prefix='' # CMake knows where the system keeps its libraries
  { run_logged cmake cmake -S "$native" -B "$native_build" -DCMAKE_BUILD_TYPE=Release -DLIBTORCH="$prefix" &&
    run_logged native cmake --build "$native_build" --parallel "$(nproc)"; } || fail 2 'the native part did not build'
}

build_managed() {
  say "building $project (about half a minute)"
  rm -f "$managed_stamp"
  # No build servers stay behind: they would sit beside a training run.
  (cd "$root" && DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 run_logged managed \
    dotnet build "$project" -c Release -v q -nologo -nodeReuse:false -p:UseSharedCompilation=false -p:CompileAhead=true) ||
    fail 2 "$project did not build"
}

setup() {
  if [[ $stack == system && ! $managed_only ]]; then
    if stale "$packages_stamp" "$(packages_state)"; then
      install_packages
      packages_state >"$packages_stamp"
    fi
    locate_libtorch || fail 1 "no libtorch with headers in $libtorch: expected lib/libtorch_cpu.so and" \
      "include/torch/csrc/api/include/torch/version.h. Unset LIBTORCH to use Debian's libtorch-dev, or name another folder in it."
    local native_now
    native_now=$(native_state)
    if stale "$native_build/stamp" "$native_now"; then
      build_native
      echo "$native_now" >"$native_build/stamp"
    fi
  fi
  if managed_is_stale; then
    # States are asked before a build: after an edit during it, the next start builds again.
    local cli_now
    cli_now=$(managed_state)
    build_managed
    echo "$managed_now" >"$managed_stamp"
    echo "$cli_now" >"${cli%.dll}.stamp"
  fi
}

mkdir -p "$state"
exec 9>"$state/lock"
flock -n 9 || {
  say 'waiting for another build of this tree'
  flock 9
}
managed_is_stale && check_sdk
setup
exec 9>&-
