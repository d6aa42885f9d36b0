package io.rayoperator.webhook.tls;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** X.509 certificates as PEM text. */
public final class PemCertificates {

  private static final String LABEL = "CERTIFICATE";

  private PemCertificates() {}

  /**
   * The certificates of a text, in their order; other blocks are ignored.
   *
   * @throws GeneralSecurityException if one cannot be read
   */
  public static List<X509Certificate> parse(byte[] pem) throws GeneralSecurityException {
    CertificateFactory factory = CertificateFactory.getInstance("X.509");
    List<X509Certificate> certificates = new ArrayList<>();
    for (Pem block : Pem.parse(pem)) {
      if (block.label().equals(LABEL)) {
        certificates.add(
            (X509Certificate) factory.generateCertificate(new ByteArrayInputStream(block.der())));
      }
    }
    return certificates;
  }

  /** As {@link #parse(byte[])}. */
  public static List<X509Certificate> parse(String pem) throws GeneralSecurityException {
    return parse(pem.getBytes(StandardCharsets.US_ASCII));
  }

  /** The certificates as one text. */
  public static String text(Collection<X509Certificate> certificates)
      throws GeneralSecurityException {
    StringBuilder text = new StringBuilder();
    for (X509Certificate certificate : certificates) {
      text.append(new Pem(LABEL, certificate.getEncoded()).text());
    }
    return text.toString();
  }
}
