package io.rayoperator.webhook.tls;

import io.micronaut.context.annotation.Property;
import io.micronaut.context.annotation.Requires;
import io.micronaut.http.ssl.CertificateProvider;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;

/**
 * The certificates that clients must be signed by, if that is checked. Read once, when the listener
 * starts.
 */
@Singleton
@Named(ClientCertificateProvider.NAME)
@Requires(property = ClientCertificateProvider.FILE_PROPERTY)
public final class ClientCertificateProvider implements CertificateProvider {

  /** What {@code micronaut.server.ssl.trust-name} is set to. */
  public static final String NAME = "clients";

  public static final String FILE_PROPERTY = "ray-operator.client-ca";

  private final KeyStore trusted;

  ClientCertificateProvider(@Property(name = FILE_PROPERTY) Path file)
      throws IOException, GeneralSecurityException {
    trusted = CertificateStore.emptyKeyStore();
    for (X509Certificate certificate : PemCertificates.parse(Files.readAllBytes(file))) {
      trusted.setCertificateEntry("client-ca-" + trusted.size(), certificate);
    }
    if (trusted.size() == 0) {
      throw new GeneralSecurityException("There is no certificate in " + file);
    }
  }

  @Override
  public String getName() {
    return NAME;
  }

  @Override
  public Publisher<KeyStore> getKeyStore() {
    return Mono.just(trusted);
  }
}
