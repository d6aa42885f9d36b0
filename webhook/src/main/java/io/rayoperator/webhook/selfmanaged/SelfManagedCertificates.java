package io.rayoperator.webhook.selfmanaged;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.rayoperator.webhook.selfmanaged.CertificateVault.Content;
import io.rayoperator.webhook.tls.CertificateSource;
import io.rayoperator.webhook.tls.KeyPairPem;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serving certificates that this project issues itself, kept in a directory or a Secret, and
 * renewed in time.
 *
 * <p>Several servers may share a vault: one of them writes, the others use what it wrote. What is
 * deleted or damaged there is put back by those that run, since others serve with it, and callers
 * trust it.
 */
public final class SelfManagedCertificates implements CertificateSource {

  private static final Logger LOG = LoggerFactory.getLogger(SelfManagedCertificates.class);
  private static final int ATTEMPTS = 10;

  /** How often to make sure that nobody has overwritten what the API server was told. */
  private static final Duration REPUBLISH = Duration.ofMinutes(5);

  private final CertificateVault vault;
  private final CertificateRotation rotation;
  private final TrustPublisher publisher;
  private final Clock clock;

  /** What was read or written last. */
  private @Nullable IssuedCertificates known;

  private @Nullable String published;
  private Instant publishedAt = Instant.MIN;

  SelfManagedCertificates(
      CertificateVault vault, CertificateRotation rotation, TrustPublisher publisher, Clock clock) {
    this.vault = vault;
    this.rotation = rotation;
    this.publisher = publisher;
    this.clock = clock;
  }

  /** Certificates in a directory, for servers on one machine. */
  public static SelfManagedCertificates inDirectory(
      Path directory, ServingNames names, CertificatePolicy policy, TrustPublisher publisher) {
    return of(new DirectoryVault(directory), names, policy, publisher);
  }

  /** Certificates of this process alone, which nobody is told to trust. */
  public static SelfManagedCertificates inMemory(ServingNames names, CertificatePolicy policy) {
    return of(new MemoryVault(), names, policy, TrustPublisher.NONE);
  }

  /** Certificates in a Secret, for servers in a Kubernetes cluster. */
  public static SelfManagedCertificates inSecret(
      KubernetesClient client,
      String namespace,
      String name,
      ServingNames names,
      CertificatePolicy policy,
      TrustPublisher publisher) {
    return of(new SecretVault(client, namespace, name), names, policy, publisher);
  }

  private static SelfManagedCertificates of(
      CertificateVault vault,
      ServingNames names,
      CertificatePolicy policy,
      TrustPublisher publisher) {
    CertificateIssuer issuer = new CertificateIssuer(new SecureRandom());
    return new SelfManagedCertificates(
        vault, new CertificateRotation(issuer, policy, names), publisher, Clock.systemUTC());
  }

  @Override
  public synchronized KeyPairPem read() throws IOException, GeneralSecurityException {
    IssuedCertificates issued = current(clock.instant());
    publish(issued);
    return issued.serving();
  }

  /**
   * The certificates (PEM) of the authorities that the callers of the server must trust. Issues
   * them if need be.
   *
   * @throws IOException if they cannot be read or kept
   */
  public synchronized String caBundle() throws IOException, GeneralSecurityException {
    return current(clock.instant()).trusted();
  }

  private IssuedCertificates current(Instant now) throws IOException, GeneralSecurityException {
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      Content content = vault.read();
      IssuedCertificates stored = content == null ? null : readable(content);
      IssuedCertificates wanted = next(stored, now);
      if (wanted.equals(stored)
          || vault.write(
              CertificateFiles.write(wanted), content == null ? null : content.version())) {
        known = wanted;
        return wanted;
      }
      LOG.info("Another server has renewed the certificates; reading what it wrote");
    }
    throw new IOException("The certificates are being changed by others all the time");
  }

  private IssuedCertificates next(@Nullable IssuedCertificates stored, Instant now)
      throws GeneralSecurityException {
    if (stored != null) {
      try {
        return rotation.next(stored, now);
      } catch (GeneralSecurityException e) {
        LOG.warn("The stored certificates are damaged: {}", e.getMessage());
      }
    }
    if (known != null) {
      LOG.warn("The certificates in use are stored again, as what was stored is gone");
    }
    return rotation.next(known, now);
  }

  private static @Nullable IssuedCertificates readable(Content content) {
    try {
      return CertificateFiles.read(content.files());
    } catch (GeneralSecurityException e) {
      LOG.warn("The stored certificates are incomplete: {}", e.getMessage());
      return null;
    }
  }

  /** A failure is no reason not to serve: who trusts the old authority still can. */
  private void publish(IssuedCertificates issued) throws GeneralSecurityException {
    Instant now = clock.instant();
    if (issued.trusted().equals(published) && now.isBefore(publishedAt.plus(REPUBLISH))) {
      return;
    }
    try {
      publisher.publish(issued.trusted());
      published = issued.trusted();
      publishedAt = now;
      noteSuccessorIsTrusted(issued, now);
    } catch (IOException | RuntimeException e) {
      LOG.error(
          "The API server could not be told which certificates to trust, trying again: {}",
          Objects.requireNonNullElse(e.getMessage(), e.getClass().getName()),
          e);
    }
  }

  private void noteSuccessorIsTrusted(IssuedCertificates issued, Instant now)
      throws IOException, GeneralSecurityException {
    IssuedCertificates noted = CertificateRotation.published(issued, now);
    Content content = vault.read();
    if (!noted.equals(issued)
        && content != null
        && CertificateFiles.read(content.files()).equals(issued)) {
      var _ = vault.write(CertificateFiles.write(noted), content.version());
    }
  }
}
