package io.rayoperator.legacy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rayoperator.api.v1.validation.KubernetesQuantity;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.Map;
import java.util.Optional;

/**
 * What Ray shall believe a pod of a type to have: what is detected from the Ray container, and over
 * it {@code rayResources}. Workers and head learn it from {@code RAY_OVERRIDE_RESOURCES}, the
 * autoscaler from {@code rayStartParams}.
 *
 * <p>Detection: CPU and GPU are the limit, or else the request (Ray 1.2 took the lesser of the two,
 * later versions the limit alone and 0 without one, which left 1.2's own samples without a CPU);
 * memory is 70 % of the limit, as the rest is the object store's.
 */
final class TypeResources {

  private static final String CPU = "CPU";
  private static final String GPU = "GPU";
  private static final String MEMORY = "memory";
  private static final String OBJECT_STORE = "object_store_memory";

  private static final Map<String, String> START_PARAMS =
      Map.of(
          CPU, "num-cpus",
          GPU, "num-gpus",
          MEMORY, "memory",
          OBJECT_STORE, "object-store-memory");

  private static final BigDecimal FOR_TASKS = new BigDecimal("0.7");

  private final ObjectNode amounts = JsonNodeFactory.instance.objectNode();

  private TypeResources() {}

  static TypeResources of(PodType type) {
    TypeResources resources = new TypeResources();
    resources.detect(type.rayContainer().path("resources"));
    type.tree()
        .path("rayResources")
        .properties()
        .forEach(
            entry -> {
              if (entry.getValue().isNumber()) {
                resources.amounts.set(entry.getKey(), entry.getValue());
              }
            });
    return resources;
  }

  /** JSON for {@code RAY_OVERRIDE_RESOURCES}. */
  String override() {
    return amounts.toString();
  }

  /** Adds the parameters of {@code ray start} that say the same. */
  void addTo(ObjectNode rayStartParams) {
    ObjectNode custom = JsonNodeFactory.instance.objectNode();
    amounts
        .properties()
        .forEach(
            entry -> {
              String param = START_PARAMS.get(entry.getKey());
              if (param == null) {
                custom.set(entry.getKey(), entry.getValue());
              } else {
                rayStartParams.put(param, entry.getValue().asText());
              }
            });
    if (!custom.isEmpty()) {
      // KubeRay's autoscaler takes the outer quotes off.
      rayStartParams.put("resources", "'" + custom + "'");
    }
  }

  private void detect(JsonNode resources) {
    limitOrRequest(resources, "cpu")
        .ifPresent(cpus -> amounts.put(CPU, cpus.setScale(0, RoundingMode.CEILING).toBigInteger()));
    BigInteger gpus = BigInteger.ZERO;
    for (Map.Entry<String, JsonNode> limit : resources.path("limits").properties()) {
      if (limit.getKey().endsWith("gpu")) {
        gpus =
            gpus.add(
                KubernetesQuantity.parse(limit.getValue().asText())
                    .orElse(BigDecimal.ZERO)
                    .toBigInteger());
      }
    }
    if (gpus.signum() > 0) {
      amounts.put(GPU, gpus);
    }
    KubernetesQuantity.parse(resources.path("limits").path("memory").asText(""))
        .ifPresent(bytes -> amounts.put(MEMORY, bytes.multiply(FOR_TASKS).toBigInteger()));
  }

  private static Optional<BigDecimal> limitOrRequest(JsonNode resources, String name) {
    return KubernetesQuantity.parse(resources.path("limits").path(name).asText(""))
        .or(() -> KubernetesQuantity.parse(resources.path("requests").path(name).asText("")));
  }
}
