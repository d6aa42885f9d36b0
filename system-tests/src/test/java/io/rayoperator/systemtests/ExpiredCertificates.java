package io.rayoperator.systemtests;

import io.fabric8.kubernetes.api.model.Secret;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.Map;
import java.util.TreeMap;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.jcajce.JcaPEMKeyConverter;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.openssl.jcajce.JcaPKCS8Generator;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** Data of the Secret of self-managed certificates, with certificates that ended yesterday. */
final class ExpiredCertificates {

  private static final String SERVER = "ray-operator-webhook-server.ray-operator-system.svc";

  private ExpiredCertificates() {}

  /** A serving certificate of the authority that the Secret has, which is good. */
  static Map<String, String> ofTheAuthorityOf(Secret secret)
      throws GeneralSecurityException, IOException, OperatorCreationException {
    X509Certificate authority =
        (X509Certificate) CertificateOnTheWire.first(decoded(secret, "authority.crt"));
    String pem = new String(decoded(secret, "authority.key"), StandardCharsets.US_ASCII);
    try (PEMParser parser = new PEMParser(new StringReader(pem))) {
      PrivateKey key = new JcaPEMKeyConverter().getPrivateKey((PrivateKeyInfo) parser.readObject());
      return serving(X500Name.getInstance(authority.getSubjectX500Principal().getEncoded()), key);
    }
  }

  /** Of an authority that has expired, too. */
  static Map<String, String> all()
      throws GeneralSecurityException, IOException, OperatorCreationException {
    KeyPair keys = newKeys();
    X500Name name = new X500Name("CN=expired authority");
    String authority =
        encoded(
            new JcaX509v3CertificateBuilder(
                    name, BigInteger.ONE, daysAgo(91), daysAgo(1), name, keys.getPublic())
                .addExtension(Extension.basicConstraints, true, new BasicConstraints(0))
                .build(new JcaContentSignerBuilder("SHA256withECDSA").build(keys.getPrivate())));
    Map<String, String> data = new TreeMap<>(serving(name, keys.getPrivate()));
    data.put("authority.crt", authority);
    data.put("authority.key", key(keys.getPrivate()));
    data.put("ca.crt", authority);
    return data;
  }

  private static Map<String, String> serving(X500Name issuer, PrivateKey issuerKey)
      throws GeneralSecurityException, IOException, OperatorCreationException {
    KeyPair keys = newKeys();
    var certificate =
        new JcaX509v3CertificateBuilder(
                issuer,
                BigInteger.TWO,
                daysAgo(91),
                daysAgo(1),
                new X500Name("CN=expired"),
                keys.getPublic())
            .addExtension(
                Extension.subjectAlternativeName,
                false,
                new GeneralNames(new GeneralName(GeneralName.dNSName, SERVER)))
            .build(new JcaContentSignerBuilder("SHA256withECDSA").build(issuerKey));
    return Map.of(
        "tls.crt", encoded(certificate),
        "tls.key", key(keys.getPrivate()));
  }

  private static Date daysAgo(int days) {
    return Date.from(Instant.now().minus(Duration.ofDays(days)));
  }

  private static KeyPair newKeys() throws GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec("secp256r1"));
    return generator.generateKeyPair();
  }

  private static String key(PrivateKey key) throws IOException {
    return encoded(new JcaPKCS8Generator(key, null));
  }

  /** As PEM, in the form of a Secret. */
  private static String encoded(Object object) throws IOException {
    StringWriter text = new StringWriter();
    try (JcaPEMWriter writer = new JcaPEMWriter(text)) {
      writer.writeObject(object);
    }
    return Base64.getEncoder().encodeToString(text.toString().getBytes(StandardCharsets.US_ASCII));
  }

  private static byte[] decoded(Secret secret, String file) {
    return Base64.getDecoder().decode(secret.getData().get(file));
  }
}
