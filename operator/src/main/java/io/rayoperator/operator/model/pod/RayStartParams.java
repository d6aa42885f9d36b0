package io.rayoperator.operator.model.pod;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import io.rayoperator.operator.model.cluster.Absent;
import io.rayoperator.operator.model.cluster.DesiredCluster;
import io.rayoperator.operator.model.cluster.RayGroup;
import io.rayoperator.operator.model.quantity.Accelerators;
import io.rayoperator.operator.model.quantity.Amount;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Completes the parameters of {@code ray start} that the user gave (KubeRay contract §2.4). A
 * parameter counts as given when its key is there, even with an empty value.
 */
final class RayStartParams {

  private static final String CPUS = "num-cpus";
  private static final String GPUS = "num-gpus";
  private static final String MEMORY = "memory";
  private static final String RESOURCES = "resources";

  private final RayGroup group;
  private final SortedMap<String, String> params;

  private RayStartParams(RayGroup group) {
    this.group = group;
    this.params = new TreeMap<>(group.rayStartParams());
  }

  /** Where the autoscaler runs in a container of its own, the one inside Ray stays off. */
  static SortedMap<String, String> forHead(DesiredCluster cluster) {
    RayStartParams completion = new RayStartParams(cluster.head());
    completion.takeFieldsOfGroup();
    completion.params.putIfAbsent("dashboard-host", "0.0.0.0");
    completion.addDefaults(OldImages.expectedBy(cluster));
    if (cluster.autoscaling()) {
      completion.params.put("no-monitor", "true");
    }
    completion.takeContainerResources();
    return completion.params;
  }

  /**
   * @param address where the head's GCS listens, as {@code host:port}
   */
  static SortedMap<String, String> forWorker(
      DesiredCluster cluster, RayGroup group, String address) {
    RayStartParams completion = new RayStartParams(group);
    completion.takeFieldsOfGroup();
    completion.params.putIfAbsent("address", address);
    completion.addDefaults(OldImages.expectedBy(cluster));
    completion.takeContainerResources();
    return completion.params;
  }

  private void takeFieldsOfGroup() {
    SortedMap<String, Amount> others = new TreeMap<>();
    boolean gpusTaken = false;
    for (Map.Entry<String, String> entry : new TreeMap<>(group.resources()).entrySet()) {
      Optional<Amount> parsed = Amount.parse(entry.getValue());
      if (parsed.isEmpty()) {
        continue;
      }
      Amount amount = parsed.get();
      String key = entry.getKey().toLowerCase(Locale.ROOT);
      if (key.equals("cpu")) {
        params.put(CPUS, amount.roundedUp().toString());
      } else if (key.equals("memory")) {
        params.put(MEMORY, amount.roundedUp().toString());
      } else if (Accelerators.isGpu(key)) {
        if (!gpusTaken) {
          params.put(GPUS, amount.roundedUp().toString());
          gpusTaken = true;
        }
      } else {
        others.put(entry.getKey(), amount);
      }
    }
    if (!others.isEmpty()) {
      RayResources resources = RayResources.none();
      others.forEach((name, amount) -> resources.put(name, amount.value()));
      params.put(RESOURCES, resources.quoted());
    }
    if (!group.labels().isEmpty()) {
      params.put(
          "labels",
          new TreeMap<>(group.labels())
              .entrySet().stream()
                  .map(entry -> entry.getKey() + "=" + entry.getValue())
                  .collect(Collectors.joining(",")));
    }
  }

  private void addDefaults(boolean oldImages) {
    // A Ray process in the background would end the container.
    params.put("block", "true");
    if (!oldImages) {
      params.putIfAbsent("metrics-export-port", String.valueOf(RayPorts.METRICS));
      params.putIfAbsent("dashboard-agent-listen-port", String.valueOf(RayPorts.DASHBOARD_AGENT));
    }
  }

  private void takeContainerResources() {
    Container container = group.rayContainer();
    ResourceRequirements requirements = container.getResources();
    if (requirements == null) {
      return;
    }
    Map<String, Quantity> limits = Absent.asEmpty(requirements.getLimits());
    Map<String, Quantity> requests = Absent.asEmpty(requirements.getRequests());
    if (!params.containsKey(CPUS)) {
      Amount limit = Amount.of(limits.get("cpu"));
      Amount cpus = limit.isZero() ? Amount.of(requests.get("cpu")) : limit;
      putUnlessZero(CPUS, cpus);
    }
    if (!params.containsKey(MEMORY)) {
      putUnlessZero(MEMORY, Amount.of(limits.get("memory")));
    }
    if (!limits.isEmpty()) {
      takeAccelerators(new TreeMap<>(limits));
    }
  }

  private void takeAccelerators(SortedMap<String, Quantity> limits) {
    Optional<RayResources> parsed = RayResources.parse(params.getOrDefault(RESOURCES, ""));
    if (parsed.isEmpty()) {
      // What Ray is told then is the user's business alone.
      return;
    }
    RayResources resources = parsed.get();
    boolean customTaken =
        Accelerators.RAY_RESOURCES.values().stream().anyMatch(resources::contains);
    for (Map.Entry<String, Quantity> limit : limits.entrySet()) {
      Amount amount = Amount.of(limit.getValue());
      if (amount.isZero()) {
        continue;
      }
      if (!params.containsKey(GPUS) && Accelerators.isGpu(limit.getKey())) {
        params.put(GPUS, amount.roundedUp().toString());
      }
      String custom = Accelerators.RAY_RESOURCES.get(limit.getKey());
      if (!customTaken && custom != null) {
        resources.put(custom, amount.value());
        params.put(RESOURCES, resources.quoted());
        customTaken = true;
      }
    }
  }

  private void putUnlessZero(String key, Amount amount) {
    if (!amount.isZero()) {
      params.put(key, amount.roundedUp().toString());
    }
  }
}
