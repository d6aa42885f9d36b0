package io.rayoperator.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rayoperator.testing.hostile.Attack;
import io.rayoperator.testing.hostile.Bystander;
import io.rayoperator.testing.hostile.Outcomes;
import io.rayoperator.testing.hostile.Target;
import io.rayoperator.webhook.selfmanaged.SelfManagedCertificates;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Whatever one client does, it gets a right answer or none, and the others go on. How many of them
 * a server bears in which memory is measured by {@code benchmarks/stress}.
 */
@Timeout(300)
class HostileClientsTest {

  private static final int TIMES = 100;

  private static final List<String> NOT_OF_THE_SERVER =
      List.of("HttpClient", "pool-", "awaitility", "ForkJoinPool", "VirtualThread");

  private static TestServer server;
  private static Target target;

  @BeforeAll
  static void start(@TempDir Path directory) throws Exception {
    SelfManagedCertificates certificates = TestServer.certificates(directory);
    server =
        TestServer.start(
            TestServer.local(certificates), certificates.caBundle(), HttpClient.Version.HTTP_2);
    target = new Target(server.server().port(), TrustingClient.trusting(certificates.caBundle()));
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @ParameterizedTest
  @EnumSource
  void othersAreServedMeanwhile(Attack attack) throws Exception {
    try (Bystander bystander = new Bystander(target)) {
      Outcomes outcomes = attack.on(target, TIMES);

      assertThat(outcomes.counts().keySet()).as(outcomes.toString()).allMatch(attack::isFine);
      assertThat(outcomes.counts().values().stream().mapToInt(Integer::intValue).sum())
          .isEqualTo(TIMES);
      assertThat(bystander.failures()).isEmpty();
      assertThat(bystander.times()).isNotEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"SLOW_BODIES", "LOST_BODIES", "HALF_OPEN_TLS", "RAPID_RESET"})
  void noThreadIsLeft(Attack attack) throws Exception {
    attack.on(target, TIMES);
    Set<String> before = threads();

    attack.on(target, TIMES);

    await().untilAsserted(() -> assertThat(before).containsAll(threads()));
  }

  /** Those of the server: neither the attackers' own, nor the test's, nor the JDK's. */
  private static Set<String> threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .map(Thread::getName)
        .filter(name -> NOT_OF_THE_SERVER.stream().noneMatch(name::startsWith))
        .collect(Collectors.toSet());
  }
}
