package io.rayoperator.webhook.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.RSAPrivateKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ServingCertificateTest {

  @ParameterizedTest
  @ValueSource(strings = {"RSA", "EC", "Ed25519"})
  void keyOfEachKindIsReadAndBelongsToItsCertificate(String algorithm) throws Exception {
    ServingCertificate pair = ServingCertificate.parse(Certificates.pair(algorithm));
    assertThat(pair.leaf().getSubjectX500Principal()).hasToString("CN=test");
    assertThat(pair.keyStore().size()).isOne();
  }

  @ParameterizedTest
  @ValueSource(strings = {"RSA", "EC"})
  void keyInTheFormOfOpenSslIsTheSameKey(String algorithm) throws Exception {
    KeyPair keys = Certificates.newKeys(algorithm);
    byte[] traditional = Certificates.traditional(keys.getPrivate());
    assertThat(new String(traditional, StandardCharsets.US_ASCII))
        .startsWith("-----BEGIN " + algorithm + " PRIVATE KEY");
    assertThat(secret(PrivateKeys.parse(traditional))).isEqualTo(secret(keys.getPrivate()));
    assertThat(secret(PrivateKeys.parse(Certificates.pkcs8(keys.getPrivate()))))
        .isEqualTo(secret(keys.getPrivate()));
  }

  /** Forms differ in whether they repeat the public key, which is no part of the secret. */
  private static BigInteger secret(PrivateKey key) {
    return key instanceof ECPrivateKey ec ? ec.getS() : ((RSAPrivateKey) key).getPrivateExponent();
  }

  @Test
  void parametersBeforeTheKeyAreSkipped() throws Exception {
    KeyPair keys = Certificates.newKeys("EC");
    String parameters =
        "-----BEGIN EC PARAMETERS-----\nBggqhkjOPQMBBw==\n-----END EC PARAMETERS-----\n";
    String key = new String(Certificates.traditional(keys.getPrivate()), StandardCharsets.US_ASCII);
    byte[] both = (parameters + key).getBytes(StandardCharsets.US_ASCII);
    assertThat(secret(PrivateKeys.parse(both))).isEqualTo(secret(keys.getPrivate()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"RSA", "EC", "Ed25519"})
  void keyOfAnotherCertificateIsRefused(String algorithm) throws Exception {
    KeyPairPem mixed =
        new KeyPairPem(
            Certificates.pair(algorithm).key(), Certificates.pair(algorithm).certificate());
    assertThatThrownBy(() -> ServingCertificate.parse(mixed))
        .isInstanceOf(GeneralSecurityException.class)
        .hasMessage("the private key does not belong to the certificate");
    KeyPairPem mixedKinds =
        new KeyPairPem(Certificates.pair("RSA").key(), Certificates.pair("EC").certificate());
    assertThatThrownBy(() -> ServingCertificate.parse(mixedKinds))
        .isInstanceOf(GeneralSecurityException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "nonsense",
        "-----BEGIN PRIVATE KEY-----\n????\n-----END PRIVATE KEY-----",
        "-----BEGIN PRIVATE KEY-----\nMAA=\n-----END PRIVATE KEY-----",
        "-----BEGIN EC PRIVATE KEY-----\nMIL/////\n-----END EC PRIVATE KEY-----",
        "-----BEGIN EC PRIVATE KEY-----\nBAA=\n-----END EC PRIVATE KEY-----",
        "-----BEGIN RSA PRIVATE KEY-----\n\n-----END RSA PRIVATE KEY-----",
        "-----BEGIN ENCRYPTED PRIVATE KEY-----\nMAA=\n-----END ENCRYPTED PRIVATE KEY-----"
      })
  void damagedKeyIsRefused(String pem) {
    assertThatThrownBy(() -> PrivateKeys.parse(pem.getBytes(StandardCharsets.US_ASCII)))
        .isInstanceOf(GeneralSecurityException.class);
  }

  @Test
  void textWithoutACertificateIsRefused() throws Exception {
    KeyPairPem pair = new KeyPairPem(Certificates.pair("EC").key(), new byte[0]);
    assertThatThrownBy(() -> ServingCertificate.parse(pair))
        .hasMessage("there is no certificate in it");
  }
}
