# shellcheck shell=bash
# Sourced by e2e: clients that write and read RayClusters in both versions without a pause, and count.

# start_load CLUSTER CLUSTER: two clients; the first one writes its cluster in v1 and reads it in v1alpha1, the second one vice versa.
# With one cluster for both, the quicker writer may starve the other one: the API server begins each patch again when the object changed.
start_load() {
  : >"$CASE_DIR/answers"
  trap stop_clients EXIT # a case with more to put back sets one of its own afterwards
  # Plain HTTP for clients that are cheap to start; the proxy repeats no write.
  kubectl proxy --port 0 >"$CASE_DIR/proxy" &
  LOAD=("$!")
  eventually 20 grep -q 'Starting to serve on' "$CASE_DIR/proxy"
  PROXY=$(sed -n 's/^Starting to serve on //p' "$CASE_DIR/proxy")
  client v1 v1alpha1 "$1" &
  LOAD+=("$!")
  client v1alpha1 v1 "$2" &
  LOAD+=("$!")
}

# client WRITES READS CLUSTER: until there is the file `enough`.
client() {
  local object=namespaces/$NAMESPACE/rayclusters/$3 count=0
  until [[ -e $CASE_DIR/enough ]]; do
    count=$((count + 1))
    request "write $1" "ray.io/$1/$object" --request PATCH --header "Content-Type: application/merge-patch+json" \
      --data "{\"metadata\":{\"annotations\":{\"example.com/$1\":\"$count\"}}}"
    request "read $2" "ray.io/$2/$object"
  done
}

# request WHAT PATH CURL-OPTION...: a line with the time, what was asked, how it was answered, and how long it took.
request() {
  local what=$1 path=$2 started=$EPOCHREALTIME answer="$CASE_DIR/answer-to-${1// /-}" code
  shift 2
  : >"$answer"
  code=$(curl --disable --noproxy '*' --silent --max-time 30 --output "$answer" --write-out '%{http_code}' "$@" \
    "http://$PROXY/apis/$path") || true
  printf '%s %s %s %s\n' "$EPOCHSECONDS" "$what" "$code" "$(seconds_since "$started")" >>"$CASE_DIR/answers"
  if [[ $code != 200 ]]; then
    cat "$answer"
    echo
  fi
}

# stop_load WHAT: fails if one of the requests did, or if there were so few that they prove nothing.
stop_load() {
  local sent failed
  touch "$CASE_DIR/enough"
  wait "${LOAD[@]:1}"
  stop_clients
  sent=$(wc -l <"$CASE_DIR/answers")
  failed=$(awk '$4 != 200' "$CASE_DIR/answers" | wc -l)
  fact "$1: $sent requests sent, $failed failed, $(slowest)"
  awk '{ print $2, $3, $4 }' "$CASE_DIR/answers" | sort | uniq -c
  [[ $failed -eq 0 ]] || fail "requests failed: $(awk '$4 != 200' "$CASE_DIR/answers" | head)"
  [[ $sent -ge 50 ]] || fail "only $sent requests: they prove nothing"
}

# How long requests took: of a hundred, the one that is in the middle, the 99th, and the slowest of all.
slowest() {
  sort -k 5,5n "$CASE_DIR/answers" | awk '{ time[NR] = $5 }
    END { printf "median %s s, 99 %% within %s s, all within %s s", time[int((NR + 1) / 2)], time[int(NR * 0.99)], time[NR] }'
}

# Also after a failure.
stop_clients() {
  touch "$CASE_DIR/enough"
  kill "${LOAD[@]}" 2>/dev/null || true
}
