package io.rayoperator.operator.model.status;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.Quantity;
import io.rayoperator.operator.model.cluster.Absent;
import io.rayoperator.operator.model.cluster.DesiredCluster;
import io.rayoperator.operator.model.cluster.WorkerGroup;
import io.rayoperator.operator.model.quantity.Accelerators;
import io.rayoperator.operator.model.quantity.Amount;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * What all pods of a cluster ask for together: the request of each container of the templates, or
 * its limit if it has none (KubeRay contract §13.1). Replicas count within their bounds, unlike
 * KubeRay's (§18.4, gap 33).
 */
record DesiredResources(Amount cpu, Amount memory, Amount gpu, Amount tpu) {

  private static final DesiredResources NONE =
      new DesiredResources(Amount.ZERO, Amount.ZERO, Amount.ZERO, Amount.ZERO);

  static DesiredResources of(DesiredCluster cluster) {
    DesiredResources sum = NONE.plus(ofTemplate(cluster.head().template()), 1);
    for (WorkerGroup group : cluster.workerGroups()) {
      sum = sum.plus(ofTemplate(group.template()), group.desiredPods());
    }
    return sum;
  }

  private DesiredResources plus(DesiredResources pod, long pods) {
    return new DesiredResources(
        cpu.plus(pod.cpu.times(pods)),
        memory.plus(pod.memory.times(pods)),
        gpu.plus(pod.gpu.times(pods)),
        tpu.plus(pod.tpu.times(pods)));
  }

  private static DesiredResources ofTemplate(PodTemplateSpec template) {
    DesiredResources sum = NONE;
    for (Container container : template.getSpec().getContainers()) {
      if (container.getResources() != null) {
        Map<String, Quantity> wanted =
            new TreeMap<>(Absent.asEmpty(container.getResources().getLimits()));
        wanted.putAll(Absent.asEmpty(container.getResources().getRequests()));
        sum =
            sum.plus(
                new DesiredResources(
                    total(wanted, "cpu"::equals),
                    total(wanted, "memory"::equals),
                    total(wanted, Accelerators::isGpu),
                    total(wanted, Accelerators.TPU::equals)),
                1);
      }
    }
    return sum;
  }

  private static Amount total(Map<String, Quantity> wanted, Predicate<String> resource) {
    Amount sum = Amount.ZERO;
    for (Map.Entry<String, Quantity> entry : wanted.entrySet()) {
      if (resource.test(entry.getKey())) {
        sum = sum.plus(Amount.of(entry.getValue()));
      }
    }
    return sum;
  }
}
