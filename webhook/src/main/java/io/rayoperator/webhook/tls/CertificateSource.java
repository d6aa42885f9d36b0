package io.rayoperator.webhook.tls;

import java.io.IOException;
import java.security.GeneralSecurityException;

/** Where the serving certificate comes from. */
public interface CertificateSource {

  /**
   * Reads the pair that is valid now. Called again and again, from one thread.
   *
   * @throws IOException if it is not there or cannot be read
   * @throws GeneralSecurityException if it cannot be issued
   */
  KeyPairPem read() throws IOException, GeneralSecurityException;
}
