package io.rayoperator.webhook.tls;

import java.io.IOException;
import java.io.StringWriter;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.RSAPrivateKey;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.util.Date;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.sec.SECObjectIdentifiers;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.openssl.jcajce.JcaPKCS8Generator;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.util.io.pem.PemObject;

/** Self-signed pairs for tests, in every form that keys are written in. */
final class Certificates {

  static final Instant NOW = Instant.parse("2030-01-01T00:00:00Z");

  private static final ASN1ObjectIdentifier CURVE = SECObjectIdentifiers.secp256r1;

  private Certificates() {}

  /** A pair that is valid for the hour around {@link #NOW}. */
  static KeyPairPem pair(String algorithm) throws GeneralSecurityException, IOException {
    return pair(algorithm, NOW.minusSeconds(1800), NOW.plusSeconds(1800));
  }

  static KeyPairPem pair(String algorithm, Instant notBefore, Instant notAfter)
      throws GeneralSecurityException, IOException {
    KeyPair keys = newKeys(algorithm);
    return KeyPairPem.of(keys.getPrivate(), certificate(keys, notBefore, notAfter));
  }

  private static byte[] certificate(KeyPair keys, Instant notBefore, Instant notAfter)
      throws GeneralSecurityException, IOException {
    X500Name name = new X500Name("CN=test");
    String signature =
        switch (keys.getPrivate().getAlgorithm()) {
          case "RSA" -> "SHA256withRSA";
          case "EC" -> "SHA256withECDSA";
          default -> "Ed25519";
        };
    try {
      return new JcaX509v3CertificateBuilder(
              name,
              BigInteger.ONE,
              Date.from(notBefore),
              Date.from(notAfter),
              name,
              keys.getPublic())
          .build(new JcaContentSignerBuilder(signature).build(keys.getPrivate()))
          .getEncoded();
    } catch (OperatorCreationException e) {
      throw new GeneralSecurityException(e);
    }
  }

  /** The form of OpenSSL: PKCS#1 for RSA, SEC 1 with the name of the curve for EC. */
  static byte[] traditional(PrivateKey key) throws IOException {
    return switch (key) {
      case RSAPrivateKey rsa -> text(rsa);
      case ECPrivateKey ec ->
          text(
              new PemObject(
                  "EC PRIVATE KEY",
                  new org.bouncycastle.asn1.sec.ECPrivateKey(
                          ec.getParams().getOrder().bitLength(), ec.getS(), CURVE)
                      .getEncoded()));
      default -> throw new IllegalArgumentException(key.getAlgorithm());
    };
  }

  private static byte[] text(Object content) throws IOException {
    StringWriter text = new StringWriter();
    try (JcaPEMWriter writer = new JcaPEMWriter(text)) {
      writer.writeObject(content);
    }
    return text.toString().getBytes(StandardCharsets.US_ASCII);
  }

  static byte[] pkcs8(PrivateKey key) throws IOException {
    return text(new JcaPKCS8Generator(key, null));
  }

  /** Keys on P-256, whatever the JDK's default is. */
  static KeyPair newKeys(String algorithm) throws GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
    if (algorithm.equals("EC")) {
      generator.initialize(new ECGenParameterSpec("secp256r1"));
    }
    return generator.generateKeyPair();
  }
}
