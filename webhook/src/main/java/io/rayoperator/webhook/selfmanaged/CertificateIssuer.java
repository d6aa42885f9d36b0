package io.rayoperator.webhook.selfmanaged;

import io.rayoperator.webhook.tls.KeyPairPem;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.CertIOException;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/**
 * Issues authorities and serving certificates, with EC keys on P-256.
 *
 * <p>The only class that needs Bouncy Castle: a process that never issues never loads it.
 */
final class CertificateIssuer {

  private static final String SIGNATURE = "SHA256withECDSA";
  private static final String AUTHORITY_NAME = "ray-operator webhook authority";

  /** For clocks that are behind ours. */
  private static final Duration BACKDATE = Duration.ofDays(1);

  private static final int SERIAL_BITS = 127;

  private final SecureRandom random;

  CertificateIssuer(SecureRandom random) {
    this.random = random;
  }

  /** Issues a new authority. */
  KeyPairPem authority(Instant now, Duration validity) throws GeneralSecurityException {
    KeyPair keys = newKeys();
    BigInteger serial = newSerial();
    X500Name name =
        new X500NameBuilder(BCStyle.INSTANCE)
            .addRDN(BCStyle.CN, AUTHORITY_NAME)
            .addRDN(
                BCStyle.SERIALNUMBER,
                serial.toString(Character.MAX_RADIX)) // authorities must not share a name
            .build();
    try {
      X509v3CertificateBuilder certificate =
          new JcaX509v3CertificateBuilder(
                  name,
                  serial,
                  Date.from(now.minus(BACKDATE)),
                  Date.from(now.plus(validity)),
                  name,
                  keys.getPublic())
              .addExtension(Extension.basicConstraints, true, new BasicConstraints(0))
              .addExtension(
                  Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign))
              .addExtension(
                  Extension.subjectKeyIdentifier,
                  false,
                  new JcaX509ExtensionUtils().createSubjectKeyIdentifier(keys.getPublic()));
      return pem(keys.getPrivate(), sign(certificate, keys.getPrivate()));
    } catch (CertIOException e) {
      throw new GeneralSecurityException("The authority's certificate cannot be encoded", e);
    }
  }

  /**
   * Issues a serving certificate. It never outlives its authority, and is valid since that is: what
   * a server whose clock is fast has issued is good for the others, too.
   */
  KeyPairPem serving(Authority authority, ServingNames names, Instant now, Duration validity)
      throws GeneralSecurityException {
    KeyPair keys = newKeys();
    Instant end =
        now.plus(validity).isBefore(authority.notAfter())
            ? now.plus(validity)
            : authority.notAfter();
    JcaX509ExtensionUtils extensions = new JcaX509ExtensionUtils();
    try {
      X509v3CertificateBuilder certificate =
          new JcaX509v3CertificateBuilder(
                  X500Name.getInstance(
                      authority.certificate().getSubjectX500Principal().getEncoded()),
                  newSerial(),
                  authority.certificate().getNotBefore(),
                  Date.from(end),
                  new X500NameBuilder(BCStyle.INSTANCE)
                      .addRDN(BCStyle.CN, shortened(names.common()))
                      .build(),
                  keys.getPublic())
              .addExtension(Extension.basicConstraints, true, new BasicConstraints(false))
              .addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature))
              .addExtension(
                  Extension.extendedKeyUsage,
                  false,
                  new ExtendedKeyUsage(KeyPurposeId.id_kp_serverAuth))
              .addExtension(
                  Extension.authorityKeyIdentifier,
                  false,
                  extensions.createAuthorityKeyIdentifier(authority.certificate().getPublicKey()))
              .addExtension(Extension.subjectAlternativeName, false, alternatives(names));
      return pem(keys.getPrivate(), sign(certificate, authority.key()));
    } catch (CertIOException e) {
      throw new GeneralSecurityException("The serving certificate cannot be encoded", e);
    }
  }

  private KeyPair newKeys() throws GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec("secp256r1"), random);
    return generator.generateKeyPair();
  }

  private BigInteger newSerial() {
    return new BigInteger(SERIAL_BITS, random).setBit(0);
  }

  /** A common name has at most 64 characters. */
  private static String shortened(String name) {
    return name.substring(0, Math.min(name.length(), 64));
  }

  private static GeneralNames alternatives(ServingNames names) {
    List<GeneralName> alternatives = new ArrayList<>();
    names.dnsNames().forEach(name -> alternatives.add(new GeneralName(GeneralName.dNSName, name)));
    names
        .ipAddresses()
        .forEach(address -> alternatives.add(new GeneralName(GeneralName.iPAddress, address)));
    return new GeneralNames(alternatives.toArray(new GeneralName[0]));
  }

  private static X509CertificateHolder sign(X509v3CertificateBuilder certificate, PrivateKey key)
      throws GeneralSecurityException {
    try {
      return certificate.build(new JcaContentSignerBuilder(SIGNATURE).build(key));
    } catch (OperatorCreationException e) {
      throw new GeneralSecurityException("The certificate cannot be signed", e);
    }
  }

  private static KeyPairPem pem(PrivateKey key, X509CertificateHolder certificate)
      throws GeneralSecurityException {
    try {
      return KeyPairPem.of(key, certificate.getEncoded());
    } catch (java.io.IOException e) {
      throw new GeneralSecurityException("The certificate cannot be encoded", e);
    }
  }
}
