package io.rayoperator.webhook.tls;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Sinks;

/**
 * The serving certificate in use, for those who read it once and those who follow it. Thread-safe.
 */
public final class CertificateStore {

  private final Sinks.Many<KeyStore> keyStores = Sinks.many().replay().latest();
  private volatile @Nullable ServingCertificate current;

  /** Returns the certificate in use, or null while there is none. */
  public @Nullable ServingCertificate current() {
    return current;
  }

  /** Handshakes that begin from now on use this certificate; those under way keep theirs. */
  synchronized void use(ServingCertificate certificate) throws GeneralSecurityException {
    keyStores.emitNext(certificate.keyStore(), Sinks.EmitFailureHandler.FAIL_FAST);
    current = certificate;
  }

  /** The latest certificate, if there is one, and then every new one. */
  Publisher<KeyStore> keyStores() {
    return keyStores.asFlux();
  }

  static KeyStore emptyKeyStore() throws GeneralSecurityException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    try {
      store.load(null, null);
    } catch (IOException e) {
      throw new GeneralSecurityException("A key store cannot be made in memory", e);
    }
    return store;
  }
}
