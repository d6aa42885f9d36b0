package io.rayoperator.webhook.tls;

import io.rayoperator.webhook.metrics.CertificateMetrics;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.KeyStoreException;
import java.time.Clock;
import java.time.Duration;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.KeyStoreBuilderParameters;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;

/** TLS for a listener of the JDK, with a certificate that is replaced while it listens. */
public final class ServingTls implements AutoCloseable {

  /** No password: the key store is in memory only. */
  private static final KeyStore.ProtectionParameter UNPROTECTED =
      new KeyStore.PasswordProtection(new char[0]);

  private final SSLContext context;
  private final CertificateReloader reloader;

  private ServingTls(SSLContext context, CertificateReloader reloader) {
    this.context = context;
    this.reloader = reloader;
  }

  /**
   * Looks for a certificate now, and then in this interval. While there is none, handshakes fail.
   */
  public static ServingTls start(CertificateSource source, Duration interval) {
    CertificateStore store = new CertificateStore();
    CertificateReloader reloader =
        new CertificateReloader(source, store, CertificateMetrics.uncounted(), Clock.systemUTC());
    try {
      SSLContext context = context(store);
      reloader.start(interval);
      return new ServingTls(context, reloader);
    } catch (GeneralSecurityException e) {
      reloader.close();
      throw new IllegalStateException("This Java has no TLS", e);
    }
  }

  /** The JDK's key manager asks for the key store at each handshake, and holds what it chose. */
  private static SSLContext context(CertificateStore store) throws GeneralSecurityException {
    KeyManagerFactory keys = KeyManagerFactory.getInstance("PKIX");
    keys.init(new KeyStoreBuilderParameters(new Current(store)));
    SSLContext context = SSLContext.getInstance("TLS");
    // Nobody shows a certificate to it, so it does not read those that the JDK trusts.
    context.init(keys.getKeyManagers(), new TrustManager[0], null);
    return context;
  }

  /** Handshakes with the certificate in use. */
  public SSLContext context() {
    return context;
  }

  @Override
  public void close() {
    reloader.close();
  }

  private static final class Current extends KeyStore.Builder {

    private final CertificateStore store;

    Current(CertificateStore store) {
      this.store = store;
    }

    @Override
    public KeyStore getKeyStore() throws KeyStoreException {
      ServingCertificate current = store.current();
      try {
        return current == null ? CertificateStore.emptyKeyStore() : current.keyStore();
      } catch (KeyStoreException e) {
        throw e;
      } catch (GeneralSecurityException e) {
        throw new KeyStoreException(e);
      }
    }

    @Override
    public KeyStore.ProtectionParameter getProtectionParameter(String alias) {
      return UNPROTECTED;
    }
  }
}
