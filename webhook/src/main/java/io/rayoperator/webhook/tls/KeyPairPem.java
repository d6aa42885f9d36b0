package io.rayoperator.webhook.tls;

import java.nio.charset.StandardCharsets;
import java.security.PrivateKey;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A private key and a certificate chain as PEM bytes, as they were stored together. Equal if the
 * bytes are.
 *
 * @param key the content of {@code tls.key}
 * @param certificate the content of {@code tls.crt}: the leaf, then the certificates that issued it
 */
@SuppressWarnings("ArrayRecordComponent") // equals below compares the content
public record KeyPairPem(byte[] key, byte[] certificate) {

  /** A key and one certificate in their binary form. */
  public static KeyPairPem of(PrivateKey key, byte[] certificate) {
    return new KeyPairPem(
        new Pem("PRIVATE KEY", key.getEncoded()).text().getBytes(StandardCharsets.US_ASCII),
        new Pem("CERTIFICATE", certificate).text().getBytes(StandardCharsets.US_ASCII));
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof KeyPairPem that
        && Arrays.equals(key, that.key)
        && Arrays.equals(certificate, that.certificate);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(certificate);
  }

  /** Tells nothing: the key is secret. */
  @Override
  public String toString() {
    return "KeyPairPem";
  }
}
