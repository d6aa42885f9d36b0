package io.rayoperator.webhook.tls;

import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;

/**
 * A private key and the certificate chain that belongs to it, leaf first. An instance is always a
 * matching pair.
 */
public record ServingCertificate(PrivateKey key, List<X509Certificate> chain) {

  private static final String ALIAS = "serving";
  private static final byte[] CHALLENGE = {1, 2, 3, 4, 5, 6, 7, 8};

  public ServingCertificate {
    chain = List.copyOf(chain);
    if (chain.isEmpty()) {
      throw new IllegalArgumentException("A serving certificate has at least one certificate");
    }
  }

  /**
   * Reads and verifies a pair.
   *
   * @throws GeneralSecurityException if either cannot be read, or they do not belong together; the
   *     message says which
   */
  public static ServingCertificate parse(KeyPairPem pem) throws GeneralSecurityException {
    PrivateKey key = PrivateKeys.parse(pem.key());
    List<X509Certificate> chain = PemCertificates.parse(pem.certificate());
    if (chain.isEmpty()) {
      throw new GeneralSecurityException("there is no certificate in it");
    }
    if (!belongTogether(key, chain.get(0).getPublicKey())) {
      throw new GeneralSecurityException("the private key does not belong to the certificate");
    }
    return new ServingCertificate(key, chain);
  }

  private static boolean belongTogether(PrivateKey privateKey, PublicKey publicKey)
      throws GeneralSecurityException {
    String keyAlgorithm = publicKey.getAlgorithm();
    if (!keyAlgorithm.equals(privateKey.getAlgorithm())) {
      return false;
    }
    Signature signature =
        Signature.getInstance(
            switch (keyAlgorithm) {
              case "RSA" -> "SHA256withRSA";
              case "EC" -> "SHA256withECDSA";
              default -> keyAlgorithm; // the Edwards curves name key and signature alike
            });
    signature.initSign(privateKey);
    signature.update(CHALLENGE);
    byte[] signed = signature.sign();
    signature.initVerify(publicKey);
    signature.update(CHALLENGE);
    try {
      return signature.verify(signed);
    } catch (SignatureException e) {
      return false; // of another length: another key
    }
  }

  public X509Certificate leaf() {
    return chain.get(0);
  }

  public Instant notBefore() {
    return leaf().getNotBefore().toInstant();
  }

  public Instant notAfter() {
    return leaf().getNotAfter().toInstant();
  }

  /** This pair as an in-memory key store without a password. */
  KeyStore keyStore() throws GeneralSecurityException {
    KeyStore store = CertificateStore.emptyKeyStore();
    store.setKeyEntry(ALIAS, key, null, chain.toArray(new Certificate[0]));
    return store;
  }
}
