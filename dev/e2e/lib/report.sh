# shellcheck shell=bash
# Sourced by e2e: runs cases and tells about them.

CASES=() # names of functions, with '-' for '_'
declare -A TITLES=() PRODUCTS=()

# case_of NAME TITLE [PRODUCT]: there is a case; the function case_NAME runs it, with what use_product knows by that name.
case_of() {
  CASES+=("$1")
  TITLES[$1]=$2
  PRODUCTS[$1]=${3:-processes}
}

check_names() {
  local name
  for name in "$@"; do
    [[ -n ${TITLES[$name]:-} ]] || die "no case '$name': there are ${CASES[*]}"
  done
}

# run_cases [NAME...]: all if none is named, one product after the other. Fails if one fails; the others run nevertheless.
run_cases() {
  local name product failed=0
  if [[ $# -eq 0 ]]; then set -- "${CASES[@]}"; fi
  for product in processes python image; do
    for name in "$@"; do
      if [[ ${PRODUCTS[$name]} == "$product" ]]; then run_case "$name" || failed=1; fi
    done
  done
  return "$failed"
}

# Each case is a process of its own (in a function, a failing command would not end it) with its own log; `fact` adds to its line of the table.
run_case() {
  local name=$1 result=passed started=$EPOCHREALTIME
  export CASE_DIR=$STATE/cases/$name NAMESPACE=e2e-$name
  rm -rf "$CASE_DIR"
  mkdir -p "$CASE_DIR"
  : >"$CASE_DIR/facts"
  step "${TITLES[$name]} (${PRODUCTS[$name]})"
  if ! timed "product ${PRODUCTS[$name]}" "$HERE/e2e" _product "${PRODUCTS[$name]}" >"$CASE_DIR/product" 2>&1; then
    tail -n 15 "$CASE_DIR/product" >&2
    printf '%s\t%s\t\t%s\n' "${TITLES[$name]}" FAILED "the product did not start" >"$CASE_DIR/row"
    echo "$CASE_DIR/row" >>"$STATE/rows"
    touch "$STATE/cases/failed"
    return 1
  fi
  started=$EPOCHREALTIME
  kubectl create namespace "$NAMESPACE" >/dev/null
  if ! "$HERE/e2e" _case "$name" >"$CASE_DIR/log" 2>&1; then
    result=FAILED
    touch "$STATE/cases/failed"
    explain_failure
  fi
  printf '%s\t%s\t%s\t%s\n' "${TITLES[$name]}" "$result" "$(seconds_since "$started")" \
    "$(paste -sd ';' "$CASE_DIR/facts" | sed 's/;/; /g')" >"$CASE_DIR/row"
  echo "$CASE_DIR/row" >>"$STATE/rows"
  note "$result after $(seconds_since "$started") s"
  remove_namespace
  [[ $result == passed ]]
}

# fact TEXT...: something worth reading beside the result.
fact() {
  echo "$*" | tee -a "$CASE_DIR/facts"
}

fail() {
  echo "FAILED: $*"
  exit 1
}

# Gathers what explains a failure, while it is there to be seen.
explain_failure() {
  tail -n 15 "$CASE_DIR/log" >&2
  {
    kubectl get rayclusters.ray.io,deployments,pods,services,events --namespace "$NAMESPACE" --output wide
    kubectl get rayclusters.ray.io --namespace "$NAMESPACE" --output yaml
    kubectl get rayclusters.cluster.ray.io --namespace "$NAMESPACE" --output yaml
    local namespace pod
    for namespace in "$NAMESPACE" default "$SYSTEM"; do
      kubectl describe pods --namespace "$namespace"
      for pod in $(kubectl get pods --namespace "$namespace" --output name); do
        echo "---- logs of $pod"
        kubectl logs --namespace "$namespace" "$pod" --all-containers --prefix --tail 100
      done
    done
  } >"$CASE_DIR/objects" 2>&1 || true
  cp "$STATE"/logs/*.log "$CASE_DIR/" 2>/dev/null || true
  note "more in $CASE_DIR"
}

remove_namespace() {
  kubectl delete namespace "$NAMESPACE" --timeout 90s >/dev/null 2>&1 || note "namespace $NAMESPACE is not gone yet"
}

seconds_since() {
  awk -v from="$1" -v to="$EPOCHREALTIME" 'BEGIN { printf "%.1f", to - from }'
}

# timed WHAT COMMAND...: its time goes into the table, if it took any.
timed() {
  local what=$1 started=$EPOCHREALTIME
  shift
  "$@" || return
  if [[ $(seconds_since "$started") != 0.* ]]; then printf '%s\t\t%s\t\n' "$what" "$(seconds_since "$started")" >>"$STATE/times"; fi
}

print_table() {
  local row
  {
    printf 'Case\tResult\tSeconds\tDetails\n'
    while read -r row; do cat "$row"; done <"$STATE/rows"
    if [[ -e $STATE/times ]]; then cat "$STATE/times"; fi
  } | awk -F '\t' '
    { for (i = 1; i <= 3; i++) { cell[NR, i] = $i; if (length($i) > width[i]) width[i] = length($i) } cell[NR, 4] = $4 }
    END {
      for (row = 1; row <= NR; row++)
        printf "| %-*s | %-*s | %*s | %s |\n%s", width[1], cell[row, 1], width[2], cell[row, 2], width[3], cell[row, 3],
          cell[row, 4], row == 1 ? "|---|---|--:|---|\n" : ""
    }'
}
