package io.rayoperator.webhook.tls;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.HexFormat;
import java.util.List;

/**
 * Reads the private keys that certificate tools write: PKCS#8 (RSA, EC, Ed25519), PKCS#1 (RSA) and
 * SEC 1 (EC).
 *
 * <p>The JDK knows PKCS#8 only; the older two are wrapped into it. Encrypted keys are refused:
 * there is nobody to ask for the password.
 */
final class PrivateKeys {

  private static final byte[] VERSION_0 = {0x02, 0x01, 0x00};
  // 1.2.840.113549.1.1.1 rsaEncryption, with its NULL parameters
  private static final byte[] RSA = HexFormat.of().parseHex("300d06092a864886f70d0101010500");
  // 1.2.840.10045.2.1 ecPublicKey
  private static final byte[] EC = HexFormat.of().parseHex("06072a8648ce3d0201");
  // [0] parameters of SEC 1's ECPrivateKey: the curve
  private static final int EC_PARAMETERS = 0xa0;

  private static final List<String> ALGORITHMS = List.of("RSA", "EC", "Ed25519");

  private PrivateKeys() {}

  /**
   * The first private key of a PEM text.
   *
   * @throws GeneralSecurityException if there is none or it cannot be read; the message says why
   */
  static PrivateKey parse(byte[] pem) throws GeneralSecurityException {
    for (Pem block : Pem.parse(pem)) {
      byte[] pkcs8 =
          switch (block.label()) {
            case "PRIVATE KEY" -> block.der();
            case "RSA PRIVATE KEY" -> wrap(RSA, block.der());
            case "EC PRIVATE KEY" -> wrap(ecAlgorithm(block.der()), block.der());
            case "ENCRYPTED PRIVATE KEY" ->
                throw new GeneralSecurityException("the private key is encrypted");
            default -> null; // such as "EC PARAMETERS", which OpenSSL writes before the key
          };
      if (pkcs8 != null) {
        return fromPkcs8(pkcs8);
      }
    }
    throw new GeneralSecurityException("there is no private key in it");
  }

  private static byte[] ecAlgorithm(byte[] sec1) throws GeneralSecurityException {
    return Der.value(Der.SEQUENCE, EC, Der.findInSequence(sec1, EC_PARAMETERS));
  }

  private static byte[] wrap(byte[] algorithm, byte[] key) {
    return Der.value(Der.SEQUENCE, VERSION_0, algorithm, Der.value(Der.OCTET_STRING, key));
  }

  private static PrivateKey fromPkcs8(byte[] der) throws GeneralSecurityException {
    InvalidKeySpecException failure = new InvalidKeySpecException("the private key is damaged");
    for (String algorithm : ALGORITHMS) {
      try {
        return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(der));
      } catch (InvalidKeySpecException e) {
        failure.addSuppressed(e); // perhaps a key of the next algorithm
      }
    }
    throw failure;
  }
}
