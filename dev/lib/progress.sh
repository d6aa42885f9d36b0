# Long steps that say how far they are. Sourced after output.sh, never run.

# with_progress LABEL LOG DETAIL COMMAND...: runs a command whose output goes to the file LOG; notes every 15 s that it
# still runs, with what the function DETAIL prints of the log. Fails as the command does.
with_progress() {
  local label=$1 log=$2 detail=$3 started=$SECONDS next=15 pid code=0
  shift 3
  "$@" >"$log" 2>&1 </dev/null &
  pid=$!
  while kill -0 "$pid" 2>/dev/null; do
    sleep 0.1
    if ((SECONDS - started >= next)); then
      note "$label: still running, $((SECONDS - started)) s ($("$detail" "$log"))"
      next=$((next + 15))
    fi
  done
  wait "$pid" || code=$?
  return "$code"
}
