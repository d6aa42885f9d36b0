package io.rayoperator.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.rayoperator.testing.ControlPlane;
import io.rayoperator.testing.Kubectl;
import io.rayoperator.testing.LocalControlPlane;
import io.rayoperator.testing.Repository;
import io.rayoperator.testing.TestNamespace;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What config/prometheus asks for is there. */
@ControlPlane
class MonitoringIT {

  private static final Pattern METRIC =
      Pattern.compile(
          "\\b(ray_operator|controller_runtime|workqueue|rest_client|leader_election|process|kuberay)_[a-z0-9_]+");

  private static final Pattern SERIES = Pattern.compile("^([a-z0-9_]+)[{ ]", Pattern.MULTILINE);

  @Test
  void everyMetricOfTheAlertsAndTheDashboardExists(
      LocalControlPlane controlPlane,
      KubernetesClient client,
      Kubectl kubectl,
      TestNamespace namespace)
      throws IOException {
    Set<String> wanted = new TreeSet<>(metrics("rules.yaml"));
    wanted.addAll(metrics("ray-operator.json"));
    assertThat(wanted).hasSizeGreaterThan(15);

    try (Product product = Product.start(controlPlane, client);
        HttpClient http = HttpClient.newHttpClient()) {
      String old = OldManifest.KUBERAY.yaml();
      kubectl.in(namespace).apply(old).succeeds();
      kubectl.in(namespace).apply(old.replace("minReplicas: 0", "minReplicas: 9")).fails();

      await()
          .atMost(Duration.ofSeconds(30))
          .untilAsserted(
              () -> {
                Set<String> shown = series(http, product.operatorMetrics());
                shown.addAll(series(http, product.webhookMetrics()));
                assertThat(shown).containsAll(wanted);
              });
    }
  }

  @Test
  void monitorsAreThereForBothServers(Kubectl kubectl) {
    assertThat(rendered(kubectl, "prometheus"))
        .extracting(object -> object.path("kind").asText())
        .containsExactlyInAnyOrder(
            "ConfigMap", "ServiceMonitor", "ServiceMonitor", "PrometheusRule");
  }

  /** From the monitor to the Service to the port of a container that serves metrics with TLS. */
  @ParameterizedTest
  @ValueSource(strings = {"default", "overlays/auth-proxy"})
  void monitorsLeadToTheListenersThatAreInstalled(String installation, Kubectl kubectl) {
    List<ObjectNode> installed = rendered(kubectl, installation);
    for (ObjectNode monitor : ofKind("ServiceMonitor", rendered(kubectl, "prometheus"))) {
      List<ObjectNode> services =
          ofKind("Service", installed).stream()
              .filter(
                  service ->
                      service
                          .at("/metadata/labels")
                          .equals(monitor.at("/spec/selector/matchLabels")))
              .toList();
      assertThat(services).hasSize(1);
      JsonNode endpoint = monitor.at("/spec/endpoints/0");
      JsonNode service = services.getFirst();
      assertThat(service.at("/spec/ports/0/name")).isEqualTo(endpoint.path("port"));
      assertThat(endpoint.at("/tlsConfig/serverName").asText())
          .isEqualTo(service.at("/metadata/name").asText() + ".ray-operator-system.svc");

      List<ObjectNode> pods =
          ofKind("Deployment", installed).stream()
              .filter(
                  deployment ->
                      deployment
                          .at("/spec/template/metadata/labels")
                          .equals(service.at("/spec/selector")))
              .toList();
      assertThat(pods).hasSize(1);
      assertThat(pods.getFirst().at("/spec/template/spec/containers"))
          .filteredOn(
              container ->
                  container
                      .path("ports")
                      .findValuesAsText("name")
                      .contains(service.at("/spec/ports/0/targetPort").asText()))
          .singleElement()
          .asString()
          .containsPattern("--secure-(metrics-addr|listen-address)=:8443");
    }
  }

  @Test
  void certificateOfCertManagerIsForTheServicesThatPrometheusAsks(Kubectl kubectl) {
    List<ObjectNode> certificates =
        ofKind("Certificate", rendered(kubectl, "default")).stream()
            .filter(object -> object.at("/metadata/name").asText().equals("ray-operator-metrics"))
            .toList();
    assertThat(certificates).hasSize(1);
    for (ObjectNode monitor : ofKind("ServiceMonitor", rendered(kubectl, "prometheus"))) {
      JsonNode tls = monitor.at("/spec/endpoints/0/tlsConfig");
      assertThat(certificates.getFirst().at("/spec/dnsNames")).contains(tls.path("serverName"));
      assertThat(certificates.getFirst().at("/spec/secretName"))
          .isEqualTo(tls.at("/ca/secret/name"));
    }
  }

  private static List<ObjectNode> ofKind(String kind, List<ObjectNode> objects) {
    return objects.stream().filter(object -> object.path("kind").asText().equals(kind)).toList();
  }

  private static List<ObjectNode> rendered(Kubectl kubectl, String directory) {
    String text =
        kubectl
            .run("kustomize", Repository.root().resolve("config").resolve(directory).toString())
            .succeeds()
            .stdout();
    return Stream.of(text.split("(?m)^---$", -1))
        .map(document -> Serialization.unmarshal(document, ObjectNode.class))
        .toList();
  }

  private static Set<String> metrics(String file) throws IOException {
    String text = Files.readString(Repository.root().resolve("config/prometheus").resolve(file));
    return METRIC.matcher(text).results().map(MatchResult::group).collect(Collectors.toSet());
  }

  private static Set<String> series(HttpClient http, URI metrics)
      throws IOException, InterruptedException {
    String text =
        http.send(HttpRequest.newBuilder(metrics).build(), HttpResponse.BodyHandlers.ofString())
            .body();
    return SERIES
        .matcher(text)
        .results()
        .map(series -> series.group(1))
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
