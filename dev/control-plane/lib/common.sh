# shellcheck shell=bash
# Sourced by control-plane: names, messages, processes and the lock of a control plane.

# shellcheck disable=SC2034 # used by the other files
COMPONENTS=(etcd kube-apiserver kube-controller-manager kube-scheduler kwok) # "all"; cert-manager only if it is named
# Every process of a control plane carries this variable, so none of them can hide from `down`.
MARK=RAY_OPERATOR_CONTROL_PLANE
RUN_ROOT=$(realpath -m "${RAY_OPERATOR_RUN_DIR:-$REPOSITORY/.run}")/control-plane

# No progress, only errors.
# shellcheck disable=SC2317 # step and note are called everywhere
be_quiet() {
  step() { :; }
  note() { :; }
}

usage_error() {
  printf 'control-plane: %s\nSee: control-plane help\n' "$*" >&2
  exit 2
}

# Sets NAME and the directory that belongs to it.
use_plane() {
  [[ $1 =~ ^[a-z0-9]([-a-z0-9]{0,38}[a-z0-9])?$ ]] \
    || usage_error "'$1' is no name: up to 40 lower-case letters, digits and '-' are"
  NAME=$1
  DIR=$RUN_ROOT/$NAME
}

# Sets START_TIME to the moment a process started (in clock ticks), which tells two processes of the same id apart,
# and SESSION to its session. Fails if there is no such process, or only its zombie.
read_start_time() {
  local stat
  { read -r stat <"/proc/$1/stat"; } 2>/dev/null || return 1
  local fields
  read -ra fields <<<"${stat##*) }"
  [[ ${fields[0]} != [ZX] ]] || return 1
  SESSION=${fields[3]}
  START_TIME=${fields[19]}
}

# same_process PID START_TIME
same_process() {
  read_start_time "$1" && [[ $START_TIME == "$2" ]]
}

# Notes in a pid file that this process does that job.
write_pid_file() {
  read_start_time "$2" || return 0 # gone already: await tells
  printf '%s %s\n' "$2" "$START_TIME" >"$DIR/pids/$1"
}

# Sets PID to the process that does a job of this control plane. Fails if it does not run.
read_pid() {
  local started
  { read -r PID started <"$DIR/pids/$1"; } 2>/dev/null || return 1
  same_process "$PID" "$started"
}

is_running() {
  read_pid "$1"
}

# Sets SELECTED to the components of this control plane.
read_components() {
  mapfile -t SELECTED <"$DIR/components"
}

has_component() {
  [[ " ${SELECTED[*]} " == *" $1 "* ]]
}

# Starts a command as a process of its own session, without any file or variable of the caller (etcd and KWOK read
# settings from variables); its id goes to PID.
detach() {
  local log=$1 fd
  shift
  (
    for fd in /proc/self/fd/*; do
      fd=${fd##*/}
      if [[ $fd -gt 2 ]]; then exec {fd}>&-; fi
    done
    cd /
    exec env -i "$MARK=$DIR" "RAY_OPERATOR_RUN_DIR=${RUN_ROOT%/*}" PATH="$PATH" HOME="$HOME" setsid "$@" </dev/null >>"$log" 2>&1
  ) &
  PID=$!
  disown "$PID" # no message of the shell when it is killed
}

# Prints the ids of all processes of this control plane. The caller may be one, the watchdog: that one and its own
# children, which are the processes of its session, are left out.
marked_processes() {
  local file pid
  while IFS= read -r file; do
    pid=${file#/proc/}
    pid=${pid%/environ}
    if read_start_time "$pid" && [[ $SESSION != "$$" ]]; then echo "$pid"; fi
  done < <(grep -lzxF -- "$MARK=$DIR" /proc/[0-9]*/environ 2>/dev/null)
}

# Kills all processes of this control plane. A process that is just being started may appear late, hence two quiet looks.
kill_processes() {
  local quiet=0 tries pids
  for ((tries = 0; tries < 100 && quiet < 2; tries++)); do
    mapfile -t pids < <(marked_processes)
    if [[ ${#pids[@]} -eq 0 ]]; then
      quiet=$((quiet + 1))
    else
      quiet=0
      kill -KILL "${pids[@]}" 2>/dev/null || true
    fi
    sleep 0.05
  done
  [[ $quiet -eq 2 ]] || die "cannot end these processes of '$NAME': ${pids[*]}"
}

lock_file() {
  echo "$RUN_ROOT/.$NAME.lock"
}

# One command at a time changes a control plane. The lock file goes with the control plane, so after waiting for it,
# make sure that it is still the one in the directory.
lock_plane() {
  local file
  file=$(lock_file)
  while true; do
    mkdir -p "$RUN_ROOT"
    if { exec {LOCK_FD}>"$file"; } 2>/dev/null; then
      if ! flock -n "$LOCK_FD"; then
        step "Waiting for another command on control plane '$NAME' ..."
        flock "$LOCK_FD"
      fi
      [[ /proc/self/fd/$LOCK_FD -ef $file ]] && return
      exec {LOCK_FD}>&-
    fi
  done
}

unlock_plane() {
  exec {LOCK_FD}>&-
}

# Ends the processes of this control plane and removes its files. The caller holds the lock.
remove_plane() {
  kill_processes
  rm -rf "$DIR" "$(lock_file)"
  rmdir "$RUN_ROOT" "$(dirname "$RUN_ROOT")" 2>/dev/null || true
}

elapsed_since() {
  local now=${EPOCHREALTIME/[.,]/} then=${1/[.,]/}
  local tenths=$(((now - then) / 100000))
  printf '%d.%d s' $((tenths / 10)) $((tenths % 10))
}
