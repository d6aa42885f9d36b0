package io.rayoperator.webhook.selfmanaged;

import static org.assertj.core.api.Assertions.assertThat;

import io.rayoperator.webhook.tls.CertificateDirectory;
import io.rayoperator.webhook.tls.KeyPairPem;
import io.rayoperator.webhook.tls.PemCertificates;
import io.rayoperator.webhook.tls.ServingCertificate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Date;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SelfManagedCertificatesTest {

  @TempDir Path directory;

  private final List<String> told = new ArrayList<>();
  private final SettableClock clock = new SettableClock();

  private static final class SettableClock extends Clock {

    private Instant now = Instant.parse("2030-01-01T00:00:00Z");

    void advance(Duration duration) {
      now = now.plus(duration);
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }

    @Override
    public Instant instant() {
      return now;
    }
  }

  private SelfManagedCertificates certificates(TrustPublisher publisher) {
    return certificates(publisher, clock);
  }

  private SelfManagedCertificates certificates(TrustPublisher publisher, Clock clock) {
    return new SelfManagedCertificates(
        new DirectoryVault(directory),
        new CertificateRotation(
            new CertificateIssuer(new SecureRandom()),
            CertificatePolicy.USUAL,
            ServingNames.local()),
        publisher,
        clock);
  }

  @Test
  void issuesOnceAndReadsFromThenOn() throws Exception {
    KeyPairPem first = certificates(told::add).read();
    assertThat(certificates(told::add).read()).isEqualTo(first);
    assertThat(new CertificateDirectory(directory).read())
        .as("for readers of plain files")
        .isEqualTo(first);
    assertThat(Files.readString(directory.resolve("ca.crt"))).isEqualTo(told.get(0));
  }

  @Test
  void onlyTheOwnerCanReadTheKeys() throws Exception {
    certificates(told::add).read();
    assertThat(
            PosixFilePermissions.toString(
                Files.getPosixFilePermissions(directory.resolve("..data").toRealPath())))
        .isEqualTo("rwx------");
  }

  @Test
  void serversThatShareADirectoryAgree() throws Exception {
    List<Callable<KeyPairPem>> servers = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      servers.add(() -> certificates(TrustPublisher.NONE).read());
    }
    try (ExecutorService executor = Executors.newFixedThreadPool(servers.size())) {
      List<KeyPairPem> served = new ArrayList<>();
      for (Future<KeyPairPem> server : executor.invokeAll(servers)) {
        served.add(server.get());
      }
      assertThat(served).containsOnly(certificates(TrustPublisher.NONE).read());
    }
  }

  /** Each is asked once a day for two years, the API server's clock is between theirs. */
  @Test
  void serversWhoseClocksDifferAgreeOnCertificatesThatAreGoodForAll() throws Exception {
    SettableClock fast = new SettableClock();
    fast.advance(Duration.ofHours(20));
    SelfManagedCertificates onTime = certificates(told::add, clock);
    SelfManagedCertificates ahead = certificates(told::add, fast);
    Set<KeyPairPem> served = new LinkedHashSet<>();
    for (int day = 0; day < 730; day++) {
      KeyPairPem first = ahead.read();
      KeyPairPem second = onTime.read();
      assertThat(second)
          .as("on day %d nobody takes back what the other issued", day)
          .isEqualTo(first);
      served.add(first);
      for (Clock each : List.of(clock, fast)) {
        ServingCertificate.parse(first).leaf().checkValidity(Date.from(each.instant()));
        for (X509Certificate trusted : PemCertificates.parse(onTime.caBundle())) {
          trusted.checkValidity(Date.from(each.instant()));
        }
      }
      clock.advance(Duration.ofDays(1));
      fast.advance(Duration.ofDays(1));
    }
    assertThat(served).as("one for each sixty days").hasSize(13);
  }

  @Test
  void damagedStoreIsIssuedAnew() throws Exception {
    KeyPairPem first = certificates(told::add).read();
    Files.delete(directory.resolve("..data").toRealPath().resolve("authority.key"));
    KeyPairPem second = certificates(told::add).read();
    assertThat(second).isNotEqualTo(first);
    Files.writeString(directory.resolve("..data").toRealPath().resolve("authority.key"), "garbage");
    assertThat(ServingCertificate.parse(certificates(told::add).read())).isNotNull();
  }

  @Test
  void runningServerPutsBackWhatIsGoneOrDamaged() throws Exception {
    SelfManagedCertificates running = certificates(told::add);
    KeyPairPem first = running.read();
    Files.delete(directory.resolve("..data").toRealPath().resolve("authority.key"));
    assertThat(running.read()).isEqualTo(first);
    Files.writeString(directory.resolve("..data").toRealPath().resolve("authority.key"), "garbage");
    assertThat(running.read()).isEqualTo(first);
    Files.delete(directory.resolve("..data"));
    assertThat(running.read()).isEqualTo(first);
    assertThat(certificates(told::add).read()).as("of a server that comes later").isEqualTo(first);
    assertThat(told).containsOnly(running.caBundle());
  }

  @Test
  void callersAreToldOnceAndNowAndThenAgain() throws Exception {
    SelfManagedCertificates certificates = certificates(told::add);
    certificates.read();
    certificates.read();
    assertThat(told).hasSize(1);
    clock.advance(Duration.ofMinutes(6));
    certificates.read();
    assertThat(told).hasSize(2).containsOnly(certificates.caBundle());
  }

  @Test
  void failureToTellTheCallersIsTriedAgainAndDoesNotStopServing() throws Exception {
    List<String> attempts = new ArrayList<>();
    SelfManagedCertificates certificates =
        certificates(
            bundle -> {
              attempts.add(bundle);
              throw new IOException("no API server");
            });
    assertThat(certificates.read()).isEqualTo(certificates.read());
    assertThat(attempts).hasSize(2);
  }

  @Test
  void authorityChangesOnlyAfterCallersWereTold() throws Exception {
    boolean[] reachable = {false};
    SelfManagedCertificates certificates =
        certificates(
            bundle -> {
              if (!reachable[0]) {
                throw new IOException("no API server");
              }
              told.add(bundle);
            });
    certificates.read();
    clock.advance(Duration.ofDays(3650 - 89));
    String prepared = bundleAfterReading(certificates);
    clock.advance(Duration.ofDays(1));
    certificates.read();
    assertThat(stored().next()).isNotNull();

    reachable[0] = true;
    certificates.read();
    assertThat(told).containsExactly(prepared);
    clock.advance(Duration.ofMinutes(11));
    certificates.read();
    IssuedCertificates issued = stored();
    assertThat(issued.next()).isNull();
    assertThat(issued.trusted()).isEqualTo(prepared);
  }

  private static String bundleAfterReading(SelfManagedCertificates certificates) throws Exception {
    certificates.read();
    return certificates.caBundle();
  }

  private IssuedCertificates stored() throws Exception {
    return CertificateFiles.read(
        Objects.requireNonNull(new DirectoryVault(directory).read()).files());
  }
}
