package io.rayoperator.api.v1.validation;

import io.fabric8.kubernetes.api.model.EnvVar;
import io.rayoperator.api.v1.CollectorOptions;
import io.rayoperator.api.v1.HistoryServerOptions;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The collector of the history server: its image, its variables, its container name. */
final class HistoryServerRules implements RuleGroup {

  private static final String SOURCE = "KubeRay contract §15.2.14";
  private static final String CONTAINER = "ray-history-collector";
  private static final String BACKEND = "STORAGE_BACKEND";
  private static final String AZURE_MODE = "AZURE_STORAGE_AUTH_MODE";
  private static final String AZURE_CONNECTION = "AZURE_STORAGE_CONNECTION_STRING";
  private static final String AZURE_URL = "AZURE_STORAGE_ACCOUNT_URL";

  private static final List<String> RESERVED =
      List.of(
          "POD_IP",
          "FQ_RAY_IP",
          "RAY_CLUSTER_NAME",
          "RAY_CLUSTER_NAMESPACE",
          "RAY_ROLE",
          "OWNER_KIND",
          "OWNER_NAME",
          "EVENTS_PORT");

  private static final Map<String, List<String>> NEEDED_BY_BACKEND =
      Map.of(
          "gcs", List.of("GCS_BUCKET"),
          "s3", List.of("S3_REGION"),
          "aliyunoss", List.of("OSS_BUCKET", "OSS_ENDPOINT", "OSS_REGION"));

  private static final FieldPath COLLECTOR =
      ClusterView.SPEC.child("historyServerOptions").child("collectorOptions");

  private static final Rule PRESENT =
      Rule.error(
          "collector-present",
          SOURCE,
          "historyServerOptions has collectorOptions.",
          """
          spec:
            historyServerOptions: {}""");

  private static final Rule IMAGE =
      Rule.error(
          "collector-image",
          SOURCE,
          "The collector has an image.",
          """
          spec:
            historyServerOptions:
              collectorOptions:
                env:
                  - {name: STORAGE_BACKEND, value: other}""");

  private static final Rule RESERVED_VARIABLE =
      Rule.error(
          "collector-variable-reserved",
          SOURCE,
          "The collector's variables leave " + String.join(", ", RESERVED) + " to the operator.",
          """
          spec:
            historyServerOptions:
              collectorOptions:
                image: collector:1
                env:
                  - {name: STORAGE_BACKEND, value: other}
                  - {name: POD_IP, value: 1.2.3.4}""");

  private static final Rule STORAGE_BACKEND =
      Rule.error(
          "collector-storage-backend",
          SOURCE,
          "The collector's variables set STORAGE_BACKEND, literally.",
          """
          spec:
            historyServerOptions:
              collectorOptions:
                image: collector:1""");

  private static final Rule BACKEND_VARIABLES =
      Rule.error(
          "collector-backend-variables",
          SOURCE,
          "The collector has the variables that its storage needs: GCS_BUCKET for GCS, S3_REGION for S3, OSS_BUCKET,"
              + " OSS_ENDPOINT and OSS_REGION for AliyunOSS, AZURE_STORAGE_CONNECTION_STRING or AZURE_STORAGE_ACCOUNT_URL for"
              + " AzureBlob, as AZURE_STORAGE_AUTH_MODE says.",
          """
          spec:
            historyServerOptions:
              collectorOptions:
                image: collector:1
                env:
                  - {name: STORAGE_BACKEND, value: GCS}""");

  private static final Rule CONTAINER_NAME =
      Rule.error(
          "collector-container-name",
          SOURCE,
          "With a collector, no container of a pod template is named ray-history-collector.",
          """
          spec:
            historyServerOptions:
              collectorOptions:
                image: collector:1
                env:
                  - {name: STORAGE_BACKEND, value: other}
            headGroupSpec:
              template:
                spec:
                  containers:
                    - {name: ray-history-collector, image: x}""");

  @Override
  public String title() {
    return "History server";
  }

  @Override
  public List<Rule> rules() {
    return List.of(
        PRESENT, IMAGE, RESERVED_VARIABLE, STORAGE_BACKEND, BACKEND_VARIABLES, CONTAINER_NAME);
  }

  @Override
  public void check(ClusterView cluster, Violations found) {
    HistoryServerOptions options = cluster.spec().getHistoryServerOptions();
    if (options == null) {
      return;
    }
    if (options.getCollectorOptions() == null) {
      found.required(PRESENT, COLLECTOR, "describe the collector, or remove historyServerOptions");
      return;
    }
    checkCollector(options.getCollectorOptions(), found);
    cluster.templates().forEach(template -> checkContainerNames(template, found));
  }

  private static void checkCollector(CollectorOptions collector, Violations found) {
    if (Objects.requireNonNullElse(collector.getImage(), "").isEmpty()) {
      found.required(IMAGE, COLLECTOR.child("image"), "name the image of the collector");
    }
    for (String reserved : RESERVED) {
      variable(collector, reserved)
          .ifPresent(
              variable ->
                  found.forbidden(
                      RESERVED_VARIABLE,
                      variable.path(),
                      "the operator sets " + reserved + "; remove it"));
    }
    checkBackend(collector, found);
  }

  private static void checkBackend(CollectorOptions collector, Violations found) {
    Optional<ClusterView.Variable> backend = variable(collector, BACKEND);
    String name = backend.map(ClusterView.Variable::spec).map(EnvVar::getValue).orElse("");
    if (name.isEmpty()) {
      found.required(
          STORAGE_BACKEND,
          backend.map(ClusterView.Variable::path).orElse(COLLECTOR.child("env")),
          "set the variable " + BACKEND + " to a literal value, such as S3");
      return;
    }
    for (String needed : NEEDED_BY_BACKEND.getOrDefault(name.toLowerCase(Locale.ROOT), List.of())) {
      requireVariable(collector, name, needed, found);
    }
    if (name.equalsIgnoreCase("azureblob")) {
      checkAzure(collector, name, found);
    }
  }

  private static void checkAzure(CollectorOptions collector, String backend, Violations found) {
    String mode =
        variable(collector, AZURE_MODE)
            .map(ClusterView.Variable::spec)
            .map(EnvVar::getValue)
            .orElse("");
    switch (mode.toLowerCase(Locale.ROOT)) {
      case "connection_string" -> requireVariable(collector, backend, AZURE_CONNECTION, found);
      case "workload_identity", "default" -> requireVariable(collector, backend, AZURE_URL, found);
      default -> {
        if (variable(collector, AZURE_CONNECTION).isEmpty()) {
          requireVariable(collector, backend, AZURE_URL, found);
        }
      }
    }
  }

  private static void requireVariable(
      CollectorOptions collector, String backend, String name, Violations found) {
    if (variable(collector, name).isEmpty()) {
      found.required(
          BACKEND_VARIABLES,
          COLLECTOR.child("env"),
          "storage in " + backend + " needs the variable " + name);
    }
  }

  private static Optional<ClusterView.Variable> variable(CollectorOptions collector, String name) {
    @Nullable List<EnvVar> variables = collector.getEnv();
    return ClusterView.Variable.find(COLLECTOR.child("env"), variables, name);
  }

  private static void checkContainerNames(ClusterView.Template template, Violations found) {
    for (ClusterView.PodContainer container : template.containers()) {
      if (CONTAINER.equals(container.spec().getName())) {
        found.forbidden(
            CONTAINER_NAME,
            container.path().child("name"),
            "the operator adds a container of this name; choose another");
      }
    }
  }
}
