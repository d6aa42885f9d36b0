package io.rayoperator.webhook;

import io.rayoperator.webhook.tls.PemCertificates;
import java.io.IOException;
import java.net.http.HttpClient;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** HTTP clients that trust a CA bundle and nothing else, as the API server does. */
final class TrustingClient {

  private TrustingClient() {}

  static HttpClient of(String caBundle, HttpClient.Version version)
      throws GeneralSecurityException {
    return HttpClient.newBuilder().version(version).sslContext(trusting(caBundle)).build();
  }

  static SSLContext trusting(String caBundle) throws GeneralSecurityException {
    try {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      for (X509Certificate certificate : PemCertificates.parse(caBundle)) {
        store.setCertificateEntry("ca-" + store.size(), certificate);
      }
      TrustManagerFactory trust =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trust.init(store);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, trust.getTrustManagers(), null);
      return context;
    } catch (IOException e) {
      throw new GeneralSecurityException(e);
    }
  }
}
