package io.rayoperator.cli;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.rayoperator.cli.manifest.Manifest;
import io.rayoperator.cli.manifest.Manifests;
import io.rayoperator.operator.config.OperatorConfig;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * KubeRay's config file (KubeRay contract §16.2). Unknown fields are ignored, absent ones keep the
 * operator's default, and so does a zero, which Go programs cannot tell from an absent one.
 */
@JsonIgnoreProperties(ignoreUnknown = true)
record ConfigurationFile(
    @Nullable String apiVersion,
    @Nullable String kind,
    @Nullable String metricsAddr,
    @Nullable String probeAddr,
    @Nullable Boolean enableLeaderElection,
    @Nullable String leaderElectionNamespace,
    @Nullable Integer reconcileConcurrency,
    @Nullable String watchNamespace,
    @Nullable String logFile,
    @Nullable String batchScheduler,
    @Nullable Boolean enableBatchScheduler,
    @Nullable Boolean enableMetrics,
    @Nullable Boolean legacyClusters,
    @Nullable Double qps,
    @Nullable Integer burst,
    @Nullable List<Container> headSidecarContainers,
    @Nullable List<Container> workerSidecarContainers,
    @Nullable List<EnvVar> defaultContainerEnvs,
    @Nullable Map<String, String> defaultPodAnnotations,
    @Nullable Map<String, String> defaultPodLabels) {

  private static final String API_VERSION = "config.ray.io/v1alpha1";
  private static final String KIND = "Configuration";
  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
          .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
          .build();

  /**
   * Reads a file of one YAML or JSON document.
   *
   * @throws IOException if it cannot be read
   * @throws IllegalArgumentException if it is no configuration, or a field has a wrong type
   */
  static ConfigurationFile read(Path file) throws IOException {
    List<Manifest> documents = Manifests.read(file);
    if (documents.size() != 1) {
      throw new IllegalArgumentException(
          file + " must hold one document, and holds " + documents.size());
    }
    ConfigurationFile read = bind(file, documents.getFirst().content());
    if (!API_VERSION.equals(read.apiVersion) || !KIND.equals(read.kind)) {
      throw new IllegalArgumentException(
          "%s: apiVersion and kind must be %s and %s, and are %s and %s"
              .formatted(file, API_VERSION, KIND, read.apiVersion, read.kind));
    }
    return read;
  }

  private static ConfigurationFile bind(Path file, JsonNode content) {
    try {
      return JSON.treeToValue(content, ConfigurationFile.class);
    } catch (JsonMappingException e) {
      String field =
          e.getPath().stream()
              .map(
                  part ->
                      part.getFieldName() == null
                          ? "[" + part.getIndex() + "]"
                          : "." + part.getFieldName())
              .collect(Collectors.joining())
              .replaceFirst("^\\.", "");
      throw new IllegalArgumentException(file + ": " + field + ": " + e.getOriginalMessage(), e);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(file + ": " + e.getOriginalMessage(), e);
    }
  }

  /** Sets what the file says. */
  void into(OperatorConfig.Builder config) {
    ManagerOptions.ifGiven(blankIsAbsent(metricsAddr), config::metricsAddress);
    ManagerOptions.ifGiven(blankIsAbsent(probeAddr), config::healthProbeAddress);
    ManagerOptions.ifGiven(enableLeaderElection, config::leaderElection);
    ManagerOptions.ifGiven(leaderElectionNamespace, config::leaderElectionNamespace);
    ManagerOptions.ifGiven(zeroIsAbsent(reconcileConcurrency), config::reconcileConcurrency);
    ManagerOptions.ifGiven(
        blankIsAbsent(watchNamespace), names -> config.watchNamespaces(split(names)));
    ManagerOptions.ifGiven(enableMetrics, config::clusterMetrics);
    ManagerOptions.ifGiven(legacyClusters, config::legacyClusters);
    ManagerOptions.ifGiven(zeroIsAbsent(qps), config::qps);
    ManagerOptions.ifGiven(zeroIsAbsent(burst), config::burst);
    ManagerOptions.ifGiven(headSidecarContainers, config::headSidecarContainers);
    ManagerOptions.ifGiven(workerSidecarContainers, config::workerSidecarContainers);
    ManagerOptions.ifGiven(defaultContainerEnvs, config::defaultContainerEnvs);
    ManagerOptions.ifGiven(defaultPodAnnotations, config::defaultPodAnnotations);
    ManagerOptions.ifGiven(defaultPodLabels, config::defaultPodLabels);
    config.batchScheduler(
        ManagerOptions.batchScheduler(batchScheduler, Boolean.TRUE.equals(enableBatchScheduler)));
  }

  private static List<String> split(String names) {
    return Arrays.stream(names.split(","))
        .map(String::strip)
        .filter(name -> !name.isEmpty())
        .toList();
  }

  private static @Nullable String blankIsAbsent(@Nullable String value) {
    return value == null || value.isBlank() ? null : value;
  }

  private static <N extends Number> @Nullable N zeroIsAbsent(@Nullable N value) {
    return value == null || value.doubleValue() == 0 ? null : value;
  }
}
