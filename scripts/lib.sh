# Shared by every script: where things live, and how a step is run, logged, skipped and named when it fails.
# shellcheck shell=bash
set -euo pipefail

ML_LAB_ROOT="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd -P)"
# The machine is Debian 13 itself: packages are installed directly and commands run directly.
on_debian13() {
  [ "${ML_LAB_FORCE_ROOT:-}" != 1 ] && [ -r /etc/os-release ] &&
    (. /etc/os-release && [ "${ID:-}" = debian ] && [ "${VERSION_ID:-}" = 13 ])
}

say() { printf '%s\n' "$*" >&2; }

# fail MESSAGE [HINT...]: one sentence on what happened, further lines on what to do.
fail() {
  say ""
  say "ML Lab: $1"
  shift
  for line in "$@"; do say "  $line"; done
  exit 1
}

if [ -z "${ML_LAB_CACHE:-}${XDG_CACHE_HOME:-}${HOME:-}" ]; then
  fail "it is not known where to keep what set-up makes: HOME is not set." \
    "Set HOME, or ML_LAB_CACHE to a folder for it."
fi
ML_LAB_CACHE="${ML_LAB_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/ml-lab}"
ML_LAB_SUITE=trixie
ML_LAB_DEBIAN="$ML_LAB_CACHE/debian13"
export ML_LAB_ROOT ML_LAB_CACHE

stamps_dir() { printf '%s/stamps' "$ML_LAB_CACHE"; }

# hash_of TEXT...: a short name for the wanted state, so that a step is redone when what it should reach changes.
hash_of() { printf '%s\n' "$@" | sha256sum | cut -c1-16; }

# attempt NAME WANTED FUNCTION: runs FUNCTION unless NAME already reached the state WANTED, and leaves its exit code in
# attempt_code. All output goes to the log attempt_log. What fails leaves no stamp, so it is redone.
attempt() {
  local name="$1" wanted="$2" run="$3" stamp started
  stamp="$(stamps_dir)/$name"
  attempt_log="$ML_LAB_CACHE/logs/$name.log"
  attempt_code=0
  if [ -f "$stamp" ] && [ "$(cat "$stamp")" = "$wanted" ]; then return 0; fi
  mkdir -p "$(stamps_dir)" "$ML_LAB_CACHE/logs"
  rm -f "$stamp"
  started=$SECONDS
  printf '  … %s' "$name" >&2
  # A subshell outside any condition: `set -e` must stay in force inside the step.
  set +e
  (set -e; "$run") >"$attempt_log" 2>&1 </dev/null
  attempt_code=$?
  set -e
  if [ $attempt_code -ne 0 ]; then printf '\r  ✗ %s\n' "$name" >&2; return 0; fi
  printf '%s' "$wanted" >"$stamp"
  printf '\r  ✓ %s (%s s)\n' "$name" "$((SECONDS - started))" >&2
}

# step NAME WANTED FUNCTION: an attempt that must succeed; a failure shows the log's end and names the whole file.
step() {
  attempt "$@"
  [ $attempt_code -ne 0 ] || return 0
  tail -n 25 "$attempt_log" | sed 's/^/    /' >&2
  fail "set-up stopped in the step “$1” (exit code $attempt_code)." "The whole log: $attempt_log" \
    "Run the same command again: finished steps are kept, this one is redone."
}

# One set-up at a time: two of them would unpack into the same folders.
lock_setup() {
  local folder
  mkdir -p "$ML_LAB_CACHE" 2>/dev/null ||
    fail "the cache folder $ML_LAB_CACHE cannot be made." "Set ML_LAB_CACHE to a folder you may write."
  # Tried, not asked: a read-only disk does not show in permissions.
  for folder in "$ML_LAB_CACHE" "$(stamps_dir)" "$ML_LAB_CACHE/logs"; do
    (mkdir -p "$folder" && : >"$folder/.writable" && rm -f "$folder/.writable") 2>/dev/null ||
      fail "the cache folder $folder cannot be written." "Set ML_LAB_CACHE to a folder you may write, or give yourself the right to."
  done
  exec 9>"$ML_LAB_CACHE/setup.lock"
  if ! flock -n 9; then
    say "  … waiting for another set-up to finish"
    flock 9
  fi
}

# The project's own sources, also where the checkout came without git.
cpp_sources() { git ls-files '*.cpp' '*.hpp' 2>/dev/null || find src training tests -name '*.?pp'; }
js_sources() { git ls-files '*.mjs' '*.js' '*.d.ts' 2>/dev/null || find src web scripts tests -name '*.mjs' -o -name '*.js' -o -name '*.d.ts'; }
