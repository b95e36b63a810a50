# Delas av eng/run, eng/test och .ci/run. Läses in med "source", körs inte.

root="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd -P)"

say() { printf '%s\n' "$*" >&2; }

die() { say "$*"; exit 1; }

has() { command -v "$1" >/dev/null 2>&1; }

has_postgres() { has initdb || compgen -G '/usr/lib/postgresql/*/bin/initdb' >/dev/null; }

has_hunspell_sv() { compgen -G '/usr/share/hunspell/sv*.dic' >/dev/null; }

has_chromium() { has chromium || has chromium-browser || has google-chrome; }

has_nginx() { has nginx || [[ -x /usr/sbin/nginx ]]; }

has_fonts() { compgen -G '/usr/share/fonts/truetype/noto/NotoSans-Regular.*' >/dev/null; }

need_dotnet() {
  has dotnet || die 'Det här kräver .NET SDK 10. Så installeras det: https://learn.microsoft.com/dotnet/core/install/linux'
}

# need KONTROLL PAKET…: antecknar paketen om kontrollen säger att de saknas.
missing=()
need() {
  local check=$1
  shift
  $check || missing+=("$@")
}

# Installerar det som antecknats. Gör ingenting när inget saknas.
install_missing() {
  ((${#missing[@]})) || return 0
  local as_root=()
  if ((EUID != 0)); then
    has sudo || die "Det här saknas: ${missing[*]}. Installera som root med: apt-get install ${missing[*]}"
    as_root=(sudo)
  fi
  has apt-get || die "Det här saknas: ${missing[*]}. Installera det med datorns egen pakethanterare och kör igen."

  say "Installerar ${missing[*]} …"
  if [[ " ${missing[*]} " == *' postgresql '* ]]; then
    # Portalen startar en egen databas; Debians vanliga behövs inte.
    "${as_root[@]}" mkdir -p /etc/postgresql-common/createcluster.d
    echo 'create_main_cluster = false' | "${as_root[@]}" tee /etc/postgresql-common/createcluster.d/noterat.conf >/dev/null
  fi
  local log
  log="$(mktemp)"
  if ! { "${as_root[@]}" apt-get update -q && "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -qy --no-install-recommends "${missing[@]}"; } >"$log" 2>&1; then
    tail -n 5 "$log" >&2
    die "Det gick inte att installera. Försök själv med: sudo apt-get update && sudo apt-get install ${missing[*]}"
  fi
  rm -f "$log"
}

# Varje version av källkoden har ett eget märke.
source_version() {
  (cd "$root" && find src Directory.*.props global.json -type f -not -path '*/bin/*' -not -path '*/obj/*' -print0 \
    | LC_ALL=C sort -z | xargs -0 sha256sum | sha256sum | cut -c1-16)
}

# En åt gången bygger: två byggen samtidigt skriver över varandras filer.
lock_build() {
  mkdir -p "$root/.local/app"
  exec 8>"$root/.local/app/build.lock"
  flock -n 8 || { say 'Väntar på ett annat bygge …'; flock 8; }
}

unlock_build() { exec 8>&-; }

# quietly KOMMANDO…: visar utskriften bara om det går fel.
quietly() {
  local log status=0
  log="$(mktemp)"
  "$@" >"$log" 2>&1 </dev/null || status=$?
  ((status == 0)) || cat "$log" >&2
  rm -f "$log"
  return "$status"
}

export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 DOTNET_CLI_UI_LANGUAGE=en

# Det som mäts och angrips ska vara en egen portal på en egen databas, vad som än är inställt där man står.
own_settings_only() {
  local name
  for name in "${!ConnectionStrings__@}" "${!Portal__@}" "${!OTEL_@}" "${!ASPNETCORE_@}"; do unset "$name"; done
}
