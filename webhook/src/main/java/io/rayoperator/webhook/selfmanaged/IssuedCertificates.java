package io.rayoperator.webhook.selfmanaged;

import io.rayoperator.webhook.tls.KeyPairPem;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Everything that was issued, as it is kept in a {@link CertificateVault}.
 *
 * @param signing the authority that signs serving certificates
 * @param next the authority that will sign; the API server learns to trust it first
 * @param trusted certificates (PEM) of the authorities to trust: those above, and former ones until
 *     they expire
 * @param serving the serving certificate
 */
record IssuedCertificates(
    KeyPairPem signing, @Nullable Successor next, String trusted, KeyPairPem serving) {

  /**
   * An authority that does not sign yet.
   *
   * @param trustedSince when the API server was told to trust it, or null before that
   */
  record Successor(KeyPairPem authority, @Nullable Instant trustedSince) {}

  IssuedCertificates withNext(@Nullable Successor successor, String newTrusted) {
    return new IssuedCertificates(signing, successor, newTrusted, serving);
  }

  IssuedCertificates withServing(KeyPairPem certificate) {
    return new IssuedCertificates(signing, next, trusted, certificate);
  }
}
