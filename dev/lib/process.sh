# Background processes with a pid file and a log each, below one directory. Sourced, never run.

# start_process NAME DIR COMMAND...: does nothing if it runs already.
start_process() {
  local name=$1 dir=$2
  shift 2
  if process_runs "$name" "$dir"; then
    note "$name is running already"
    return
  fi
  mkdir -p "$dir/logs"
  : >"$dir/logs/$name.log"
  # A session of its own: it outlives this shell and gets no Ctrl-C meant for it.
  setsid "$@" >"$dir/logs/$name.log" 2>&1 </dev/null &
  echo $! >"$dir/$name.pid"
}

process_runs() {
  [[ -f "$2/$1.pid" ]] && kill -0 "$(<"$2/$1.pid")" 2>/dev/null
}

# await_line NAME DIR TEXT: waits until the log of the process has TEXT; ends with the log if the process does.
await_line() {
  local name=$1 dir=$2 text=$3 deadline=$((SECONDS + 60))
  until grep -q "$text" "$dir/logs/$name.log"; do
    if ! process_runs "$name" "$dir" || ((SECONDS > deadline)); then
      tail -n 30 "$dir/logs/$name.log" >&2
      die "$name did not start, see $dir/logs/$name.log"
    fi
    sleep 0.1
  done
}

# stop_processes DIR: SIGTERM, then SIGKILL for what is still there after 15 s.
stop_processes() {
  local file pid
  for file in "$1"/*.pid; do
    [[ -f "$file" ]] || continue
    pid=$(<"$file")
    kill "$pid" 2>/dev/null || true
    for _ in {1..150}; do
      kill -0 "$pid" 2>/dev/null || break
      sleep 0.1
    done
    kill -9 "$pid" 2>/dev/null || true
    rm -f "$file"
  done
}
