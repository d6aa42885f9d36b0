# shellcheck shell=bash
# Sourced by control-plane: keys, certificates and kubeconfigs.

# One certificate authority for everything that this control plane serves and trusts.
write_authority() {
  openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -out "$DIR/pki/ca.key"
  openssl req -x509 -new -key "$DIR/pki/ca.key" -out "$DIR/pki/ca.crt" -days 3650 -subj "/CN=control-plane-$NAME" -config <(
    printf '[req]\ndistinguished_name = dn\nx509_extensions = ca\n[dn]\n'
    printf '[ca]\nbasicConstraints = critical, CA:TRUE\nkeyUsage = critical, keyCertSign, cRLSign\nsubjectKeyIdentifier = hash\n'
  )
}

# write_certificate FILE SERIAL SUBJECT USAGE [SUBJECT-ALTERNATIVE-NAME]: makes a key, unless there is one, and a certificate.
write_certificate() {
  local base=$DIR/pki/$1
  if [[ ! -e $base.key ]]; then
    openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -out "$base.key"
  fi
  openssl req -new -key "$base.key" -subj "$3" -config <(printf '[req]\ndistinguished_name = dn\n[dn]\n') \
    | openssl x509 -req -CA "$DIR/pki/ca.crt" -CAkey "$DIR/pki/ca.key" -set_serial "$2" -days 3650 -out "$base.crt" -extfile <(
      printf 'basicConstraints = CA:FALSE\nextendedKeyUsage = %s\n' "$4"
      if [[ -n ${5:-} ]]; then printf 'subjectAltName = %s\n' "$5"; fi
    )
}

write_pki() {
  local names=DNS:localhost,DNS:kubernetes,DNS:kubernetes.default,DNS:kubernetes.default.svc,DNS:kubernetes.default.svc.cluster.local
  mkdir "$DIR/pki"
  {
    # The administrator's key is RSA: some clients (fabric8's for Java) need a further library for other keys.
    openssl genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:2048 -out "$DIR/pki/admin.key"
    openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -out "$DIR/pki/service-account.key"
    openssl pkey -in "$DIR/pki/service-account.key" -pubout -out "$DIR/pki/service-account.pub"
    write_authority
    write_certificate serving 2 /CN=control-plane serverAuth "$names,IP:127.0.0.1,IP:10.0.0.1,IP:$LISTEN"
    write_certificate admin 3 /O=system:masters/CN=admin clientAuth
    # In a real cluster this one acts through a service account per controller. That takes 30 more tokens at each start.
    write_certificate kube-controller-manager 4 /O=system:masters/CN=system:kube-controller-manager clientAuth
    write_certificate kube-scheduler 5 /CN=system:kube-scheduler clientAuth
    write_certificate kwok 6 /O=system:masters/CN=system:kwok clientAuth
    write_certificate cert-manager 7 /O=system:masters/CN=system:cert-manager clientAuth
  } 2>"$DIR/logs/openssl.log" || {
    cat "$DIR/logs/openssl.log" >&2
    die "openssl could not make the certificates"
  }
}

# write_kubeconfig FILE USER: it holds its keys, so it can be copied elsewhere.
write_kubeconfig() {
  local pki=$DIR/pki
  cat >"$1.new" <<KUBECONFIG
apiVersion: v1
kind: Config
clusters:
  - name: $NAME
    cluster:
      server: $API_SERVER
      certificate-authority-data: $(base64 -w0 "$pki/ca.crt")
users:
  - name: $2
    user:
      client-certificate-data: $(base64 -w0 "$pki/$2.crt")
      client-key-data: $(base64 -w0 "$pki/$2.key")
contexts:
  - name: $NAME
    context:
      cluster: $NAME
      user: $2
current-context: $NAME
KUBECONFIG
  mv "$1.new" "$1"
}
