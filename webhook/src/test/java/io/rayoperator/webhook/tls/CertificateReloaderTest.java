package io.rayoperator.webhook.tls;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.rayoperator.webhook.metrics.CertificateMetrics;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;

class CertificateReloaderTest {

  private static final Instant NOW = Certificates.NOW;

  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final CertificateStore store = new CertificateStore();
  private final List<Object> followed = new ArrayList<>();
  private @Nullable KeyPairPem content;
  private final CertificateReloader reloader =
      new CertificateReloader(
          this::content, store, new CertificateMetrics(registry), Clock.fixed(NOW, ZoneOffset.UTC));

  private KeyPairPem content() throws IOException {
    if (content == null) {
      throw new IOException("vanished");
    }
    return content;
  }

  private void look(@Nullable KeyPairPem found) {
    content = found;
    reloader.reload();
  }

  private double reloads(String result) {
    return registry.counter("ray.operator.webhook.certificate.reloads", "result", result).count();
  }

  private Instant servedUntil() {
    return Objects.requireNonNull(store.current()).notAfter();
  }

  private static KeyPairPem until(int seconds) throws GeneralSecurityException, IOException {
    return Certificates.pair("EC", NOW.minusSeconds(60), NOW.plusSeconds(seconds));
  }

  @Test
  void newCertificateReplacesTheOldOneForThoseWhoFollow() throws Exception {
    Flux.from(store.keyStores()).subscribe(followed::add);
    look(until(100));
    look(until(200));
    assertThat(servedUntil()).isEqualTo(NOW.plusSeconds(200));
    assertThat(followed).hasSize(2);
    assertThat(reloads("success")).isEqualTo(2);
    assertThat(registry.get("ray.operator.webhook.certificate.not.after.seconds").gauge().value())
        .isEqualTo((double) NOW.plusSeconds(200).getEpochSecond());
  }

  @Test
  void lookThatFindsTheSameChangesNothing() throws Exception {
    Flux.from(store.keyStores()).subscribe(followed::add);
    KeyPairPem pair = until(100);
    look(pair);
    look(new KeyPairPem(pair.key().clone(), pair.certificate().clone()));
    assertThat(followed).hasSize(1);
  }

  @Test
  void goodCertificateStaysWhenTheNextOneIsBad() throws Exception {
    KeyPairPem good = until(100);
    List<@Nullable KeyPairPem> bad = new ArrayList<>();
    bad.add(null);
    bad.add(new KeyPairPem(until(200).key(), until(200).certificate()));
    bad.add(new KeyPairPem(good.key(), new byte[0]));
    bad.add(Certificates.pair("EC", NOW.minusSeconds(60), NOW.minusSeconds(1)));
    bad.add(Certificates.pair("EC", NOW.plusSeconds(1), NOW.plusSeconds(60)));
    look(good);
    for (@Nullable KeyPairPem next : bad) {
      look(next);
      assertThat(servedUntil()).isEqualTo(NOW.plusSeconds(100));
      assertThat(reloader.problem()).isNotNull();
    }
    assertThat(reloads("failure")).isEqualTo(bad.size());
    look(good);
    assertThat(reloader.problem()).isNull();
  }

  @Test
  void thereIsNoCertificateUntilAGoodOneComes() throws Exception {
    look(null);
    assertThat(store.current()).isNull();
    assertThat(reloader.problem()).isEqualTo("IOException: vanished");
    look(until(100));
    assertThat(servedUntil()).isEqualTo(NOW.plusSeconds(100));
  }

  @Test
  void laterFollowerGetsTheLatestAtOnce() throws Exception {
    look(until(100));
    look(until(200));
    Flux.from(store.keyStores()).subscribe(followed::add);
    assertThat(followed).hasSize(1);
  }

  @Test
  void looksAgainByItself() throws Exception {
    content = null;
    reloader.start(Duration.ofMillis(1));
    content = until(100);
    org.awaitility.Awaitility.await().until(() -> store.current() != null);
    reloader.close();
  }
}
