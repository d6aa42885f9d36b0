package io.rayoperator.webhook.tls;

import io.micronaut.http.ssl.CertificateProvider;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.security.KeyStore;
import org.reactivestreams.Publisher;

/** Gives Micronaut's TLS listener the certificates of the {@link CertificateStore}. */
@Singleton
@Named(ServingCertificateProvider.NAME)
public final class ServingCertificateProvider implements CertificateProvider {

  /** What {@code micronaut.server.ssl.key-name} is set to. */
  public static final String NAME = "serving";

  private final CertificateStore store;

  ServingCertificateProvider(CertificateStore store) {
    this.store = store;
  }

  @Override
  public String getName() {
    return NAME;
  }

  @Override
  public Publisher<KeyStore> getKeyStore() {
    return store.keyStores();
  }
}
