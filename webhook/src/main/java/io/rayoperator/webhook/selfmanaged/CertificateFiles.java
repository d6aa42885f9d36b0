package io.rayoperator.webhook.selfmanaged;

import io.rayoperator.webhook.selfmanaged.IssuedCertificates.Successor;
import io.rayoperator.webhook.tls.CertificateDirectory;
import io.rayoperator.webhook.tls.KeyPairPem;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The files that {@link IssuedCertificates} are kept in: keys of a Secret, or names in a directory.
 * {@code tls.crt}, {@code tls.key} and {@code ca.crt} are as cert-manager has them.
 */
final class CertificateFiles {

  static final String TRUSTED = "ca.crt";

  private static final String SERVING_CERTIFICATE = CertificateDirectory.CERTIFICATE;
  private static final String SERVING_KEY = CertificateDirectory.KEY;
  private static final String SIGNING_CERTIFICATE = "authority.crt";
  private static final String SIGNING_KEY = "authority.key";
  private static final String NEXT_CERTIFICATE = "next-authority.crt";
  private static final String NEXT_KEY = "next-authority.key";
  private static final String NEXT_TRUSTED_SINCE = "next-authority-trusted-since";

  private CertificateFiles() {}

  static Map<String, byte[]> write(IssuedCertificates issued) {
    Map<String, byte[]> files = new TreeMap<>();
    files.put(SERVING_CERTIFICATE, issued.serving().certificate());
    files.put(SERVING_KEY, issued.serving().key());
    files.put(TRUSTED, bytes(issued.trusted()));
    files.put(SIGNING_CERTIFICATE, issued.signing().certificate());
    files.put(SIGNING_KEY, issued.signing().key());
    Successor next = issued.next();
    if (next != null) {
      files.put(NEXT_CERTIFICATE, next.authority().certificate());
      files.put(NEXT_KEY, next.authority().key());
      if (next.trustedSince() != null) {
        files.put(NEXT_TRUSTED_SINCE, bytes(next.trustedSince().toString()));
      }
    }
    return files;
  }

  /**
   * Reads what {@link #write} wrote.
   *
   * @throws GeneralSecurityException if a file is missing
   */
  static IssuedCertificates read(Map<String, byte[]> files) throws GeneralSecurityException {
    return new IssuedCertificates(
        new KeyPairPem(required(files, SIGNING_KEY), required(files, SIGNING_CERTIFICATE)),
        successor(files),
        new String(required(files, TRUSTED), StandardCharsets.US_ASCII),
        new KeyPairPem(required(files, SERVING_KEY), required(files, SERVING_CERTIFICATE)));
  }

  private static @Nullable Successor successor(Map<String, byte[]> files)
      throws GeneralSecurityException {
    if (!files.containsKey(NEXT_KEY)) {
      return null;
    }
    KeyPairPem authority =
        new KeyPairPem(required(files, NEXT_KEY), required(files, NEXT_CERTIFICATE));
    byte[] since = files.get(NEXT_TRUSTED_SINCE);
    try {
      return new Successor(
          authority,
          since == null ? null : Instant.parse(new String(since, StandardCharsets.US_ASCII)));
    } catch (DateTimeParseException e) {
      throw new GeneralSecurityException(NEXT_TRUSTED_SINCE + " is no time", e);
    }
  }

  private static byte[] required(Map<String, byte[]> files, String name)
      throws GeneralSecurityException {
    byte[] content = files.get(name);
    if (content == null) {
      throw new GeneralSecurityException(name + " is missing");
    }
    return content;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
