package io.rayoperator.webhook.selfmanaged;

import io.rayoperator.webhook.tls.KeyPairPem;
import io.rayoperator.webhook.tls.ServingCertificate;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Instant;

/** A certificate authority. */
record Authority(PrivateKey key, X509Certificate certificate) {

  static Authority parse(KeyPairPem pem) throws GeneralSecurityException {
    ServingCertificate pair = ServingCertificate.parse(pem);
    return new Authority(pair.key(), pair.leaf());
  }

  Instant notAfter() {
    return certificate.getNotAfter().toInstant();
  }

  boolean hasExpired(Instant now) {
    return now.isAfter(notAfter());
  }

  /** Whether this authority signed a certificate. */
  boolean signed(X509Certificate issued) {
    try {
      issued.verify(certificate.getPublicKey());
      return true;
    } catch (GeneralSecurityException e) {
      return false;
    }
  }
}
