package io.rayoperator.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.rayoperator.testing.ControlPlane;
import io.rayoperator.testing.RayClusterApi;
import io.rayoperator.testing.TestNamespace;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The {@link Corpus} while no webhook answers: schema and CEL refuse what they are known to refuse,
 * and nothing that is right.
 */
@ControlPlane
class CorpusOfCrdAloneIT {

  private static final AtomicInteger REFUSED = new AtomicInteger();

  static Stream<CorpusCase> corpus() {
    return Corpus.all().stream();
  }

  @BeforeAll
  static void install(KubernetesClient client) {
    RayClusterApi.installWithoutWebhooks(client);
  }

  @AfterAll
  static void printCounts() {
    System.out.printf(
        "corpus: refused by the CRD alone %d/%d%n", REFUSED.get(), Corpus.invalid().count());
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("corpus")
  void crdRefusesWhatItIsKnownToRefuse(
      CorpusCase document, KubernetesClient client, TestNamespace namespace) {
    RawApi.Answer answer = document.sentTo(new RawApi(client, namespace));

    assertThat(answer)
        .matches(
            a -> a.isSuccess() != document.isRefusedByCrd(),
            document.isRefusedByCrd() ? "refuses" : "accepts");
    if (document.isRefusedByCrd()) {
      REFUSED.incrementAndGet();
    }
  }
}
