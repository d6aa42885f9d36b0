# shellcheck shell=bash
# Sourced by e2e: clients that write and read a RayCluster in both versions without a pause, and count.

# start_load CLUSTER: two clients, each of which writes in one version and reads the other one.
start_load() {
  : >"$CASE_DIR/answers"
  # Plain HTTP for clients that are cheap to start; the proxy repeats no write.
  kubectl proxy --port 0 >"$CASE_DIR/proxy" &
  LOAD=("$!")
  eventually 20 grep -q 'Starting to serve on' "$CASE_DIR/proxy"
  PROXY=$(sed -n 's/^Starting to serve on //p' "$CASE_DIR/proxy")
  client v1 v1alpha1 "$1" &
  LOAD+=("$!")
  client v1alpha1 v1 "$1" &
  LOAD+=("$!")
}

# client WRITES READS CLUSTER: until it is ended, or the case is.
client() {
  local objects count=0
  while kill -0 $$ 2>/dev/null; do
    objects=namespaces/$NAMESPACE/rayclusters/$3
    count=$((count + 1))
    request "write $1" "ray.io/$1/$objects" --request PATCH --header "Content-Type: application/merge-patch+json" \
      --data "{\"metadata\":{\"annotations\":{\"example.com/$1\":\"$count\"}}}"
    request "read $2" "ray.io/$2/$objects"
    [[ ! -e $CASE_DIR/enough ]] || return 0
  done
}

# request WHAT PATH CURL-OPTION...: a line with the time, what was asked, how it was answered, and how long it took.
request() {
  local what=$1 path=$2 started=$EPOCHREALTIME code
  shift 2
  code=$(curl --disable --noproxy '*' --silent --max-time 30 --output "$CASE_DIR/answer-$BASHPID" --write-out '%{http_code}' "$@" \
    "http://$PROXY/apis/$path") || true
  printf '%s %s %s %s\n' "$EPOCHSECONDS" "$what" "$code" "$(seconds_since "$started")" >>"$CASE_DIR/answers"
  if [[ $code != 200 ]]; then
    cat "$CASE_DIR/answer-$BASHPID"
    echo
  fi
}

# stop_load WHAT: fails if one of the requests did, or if there were so few that they prove nothing.
stop_load() {
  local sent failed
  touch "$CASE_DIR/enough"
  wait "${LOAD[@]:1}"
  kill "${LOAD[0]}"
  rm "$CASE_DIR/enough"
  sent=$(wc -l <"$CASE_DIR/answers")
  failed=$(awk '$4 != 200' "$CASE_DIR/answers" | wc -l)
  fact "$1: $sent requests sent, $failed failed, longest $(sort -k 5,5n "$CASE_DIR/answers" | tail -n 1 | cut -d' ' -f5) s"
  awk '{ print $2, $3, $4 }' "$CASE_DIR/answers" | sort | uniq -c
  [[ $failed -eq 0 ]] || fail "requests failed: $(awk '$4 != 200' "$CASE_DIR/answers" | head)"
  [[ $sent -ge 50 ]] || fail "only $sent requests: they prove nothing"
}
