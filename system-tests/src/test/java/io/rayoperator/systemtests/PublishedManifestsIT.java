package io.rayoperator.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.rayoperator.cli.manifest.Manifest;
import io.rayoperator.cli.manifest.Manifests;
import io.rayoperator.conversion.layout.Layout;
import io.rayoperator.conversion.layout.LayoutDetector;
import io.rayoperator.conversion.layout.LayoutMatch;
import io.rayoperator.testing.ControlPlane;
import io.rayoperator.testing.Etcd;
import io.rayoperator.testing.LocalControlPlane;
import io.rayoperator.testing.Repository;
import io.rayoperator.testing.TestNamespace;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every RayCluster that an earlier operator of this API group published, under strict validation:
 * accepted and read back as it was written, or refused with a reason that {@code
 * docs/compatibility.md} gives. Whether they run is the business of {@link FixturesIT}.
 */
@ControlPlane
class PublishedManifestsIT {

  /** The directories of the fixtures, by the beginning of their name. */
  private static final Map<String, Layout> LAYOUTS =
      Map.of(
          "ant", Layout.ANT,
          "bytedance", Layout.BYTEDANCE,
          "msft", Layout.MICROSOFT,
          "kuberay-v", Layout.KUBERAY);

  private static final Pattern REASON = Pattern.compile("refused: `([^`]+)`");

  private static final Map<String, Integer> COUNTS = new ConcurrentSkipListMap<>();

  private static Product product;
  private static String reasons;

  @BeforeAll
  static void start(LocalControlPlane controlPlane, KubernetesClient client) throws IOException {
    assumeTrue(
        Repository.fixtures().isPresent(),
        "no published manifests here: set RAY_OPERATOR_FIXTURES to their directory");
    reasons = Files.readString(Repository.root().resolve("docs/compatibility.md"));
    product = Product.startWithoutOperator(controlPlane, client);
  }

  @AfterAll
  static void printCountsAndStop() {
    COUNTS.forEach((what, count) -> System.out.printf("%5d  %s%n", count, what));
    if (product != null) {
      product.close();
    }
  }

  /**
   * A RayCluster in a file.
   *
   * @param origin the file, from the directory of all on
   * @param layout that of the operator that published it
   */
  record Published(String origin, Layout layout, ObjectNode object) {

    String version() {
      return object.path("apiVersion").asText().replace("ray.io/", "");
    }

    String name() {
      return object.at("/metadata/name").asText();
    }

    @Override
    public String toString() {
      return origin;
    }
  }

  static List<Published> published() throws IOException {
    Path root = Repository.fixtures().orElseThrow();
    try (Stream<Path> files = Files.walk(root)) {
      return files
          .filter(file -> file.toString().endsWith(".yaml"))
          .sorted()
          .flatMap(file -> rayClusters(root.relativize(file).toString(), file))
          .toList();
    }
  }

  private static Stream<Published> rayClusters(String origin, Path file) {
    return LAYOUTS.entrySet().stream()
        .filter(directory -> origin.startsWith(directory.getKey()))
        .flatMap(
            directory ->
                read(file).stream()
                    .map(Manifest::content)
                    .filter(content -> content.path("kind").asText().equals("RayCluster"))
                    .map(
                        content ->
                            new Published(origin, directory.getValue(), (ObjectNode) content)));
  }

  private static List<Manifest> read(Path file) {
    try {
      return Manifests.read(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("published")
  void manifestReadsBackAsItWasWrittenOrIsRefusedForAReasonThatIsDocumented(
      Published published, KubernetesClient client, Etcd etcd, TestNamespace namespace) {
    assertThat(LayoutDetector.match(published.object().get("spec")))
        .isEqualTo(new LayoutMatch.Matched(published.layout()));
    count(published, "documents");
    RawApi api = new RawApi(client, namespace);

    RawApi.Answer answer =
        api.patch(
            published.version(),
            published.name(),
            "?fieldManager=published&fieldValidation=Strict",
            RawApi.APPLY_PATCH,
            published.object().toString());

    if (!answer.isSuccess()) {
      assertRefusalIsDocumented(published, answer.body().path("message").asText());
      return;
    }
    count(published, "accepted");
    ObjectNode shown = api.get(published.version(), published.name(), "").object();
    assertThat(Written.missing(published.object(), shown)).isEmpty();
    assertThat(etcd.customResource("ray.io", "rayclusters", namespace, published.name()))
        .hasValueSatisfying(stored -> assertThat(stored).contains("\"apiVersion\":\"ray.io/v1\""));
    count(published, "read back as written");

    String other = published.version().equals("v1") ? "v1alpha1" : "v1";
    api.replace(api.get(other, published.name(), "").object(), "").object();
    ObjectNode again = api.get(published.version(), published.name(), "").object();
    assertThat(again.at("/metadata/generation")).isEqualTo(shown.at("/metadata/generation"));
    assertThat(Served.changes(shown, again)).isEmpty();
    count(published, "unchanged by a write through " + other);
  }

  private static void assertRefusalIsDocumented(Published published, String message) {
    String file = Path.of(published.origin()).getFileName().toString();
    List<String> documented =
        reasons
            .lines()
            .filter(line -> line.contains("`" + file + "`"))
            .flatMap(line -> REASON.matcher(line).results())
            .map(reason -> reason.group(1))
            .toList();

    assertThat(documented)
        .as(() -> "documented reasons for " + published + ", which is refused: " + message)
        .isNotEmpty()
        .anySatisfy(reason -> assertThat(message).contains(reason));
    count(published, "refused: documented");
  }

  private static void count(Published published, String what) {
    COUNTS.merge("of all layouts: " + what, 1, Integer::sum);
    COUNTS.merge(published.layout().title() + ": " + what, 1, Integer::sum);
  }
}
