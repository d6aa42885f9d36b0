# Messages of the scripts. Sourced, never run.
# Progress goes to stderr, so that stdout holds only what a caller may want to read.

if [[ -t 2 ]]; then
  _bold=$'\e[1m' _red=$'\e[31m' _reset=$'\e[0m'
else
  _bold='' _red='' _reset=''
fi

step() { printf '%s==> %s%s\n' "$_bold" "$*" "$_reset" >&2; }
note() { printf '    %s\n' "$*" >&2; }
die() {
  printf '%serror:%s %s\n' "$_red" "$_reset" "$*" >&2
  exit 1
}
