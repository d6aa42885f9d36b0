package io.rayoperator.cli.metrics;

import io.rayoperator.webhook.selfmanaged.CertificatePolicy;
import io.rayoperator.webhook.selfmanaged.SelfManagedCertificates;
import io.rayoperator.webhook.selfmanaged.ServingNames;
import io.rayoperator.webhook.tls.CertificateDirectory;
import io.rayoperator.webhook.tls.CertificateSource;
import io.rayoperator.webhook.tls.KeyPairPem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The certificate in a directory if there is one, else one that this process issues to itself. That
 * one keeps listeners out, but tells nobody whom they talk to.
 */
final class CertificatesForMetrics implements CertificateSource {

  private static final Logger LOG = LoggerFactory.getLogger(CertificatesForMetrics.class);

  private final Path directory;
  private @Nullable CertificateSource own;
  private boolean hasBeenGiven;

  CertificatesForMetrics(Path directory) {
    this.directory = directory;
  }

  /** A directory that once had a certificate is waited for: it is just being changed. */
  @Override
  public KeyPairPem read() throws IOException, GeneralSecurityException {
    if (hasBeenGiven || Files.exists(directory.resolve(CertificateDirectory.CERTIFICATE))) {
      hasBeenGiven = true;
      return new CertificateDirectory(directory).read();
    }
    if (own == null) {
      LOG.info(
          "There is no certificate in {}: metrics are served with one that this process issues itself",
          directory);
      own = SelfManagedCertificates.inMemory(ServingNames.local(), CertificatePolicy.USUAL);
    }
    return own.read();
  }
}
