package io.rayoperator.operator.model.pod;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import io.fabric8.kubernetes.api.model.ResourceRequirementsBuilder;
import io.rayoperator.api.v1.ApiGroup;
import io.rayoperator.api.v1.AutoscalerOptions;
import io.rayoperator.api.v1.RayLabels;
import io.rayoperator.operator.config.ModelConfig;
import io.rayoperator.operator.model.cluster.Absent;
import io.rayoperator.operator.model.cluster.DesiredCluster;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The container in the head pod that runs Ray's autoscaler (KubeRay contract §2.9). */
final class AutoscalerSidecar {

  static final String NAME = "autoscaler";

  private static final String START =
      "ray kuberay-autoscaler --cluster-name $(RAY_CLUSTER_NAME)"
          + " --cluster-namespace $(RAY_CLUSTER_NAMESPACE)";

  private AutoscalerSidecar() {}

  static Container of(DesiredCluster cluster, ModelConfig config) {
    AutoscalerOptions options = options(cluster);
    Container ray = cluster.head().rayContainer();
    List<String> command = Absent.asEmpty(options.getCommand());
    List<String> args = Absent.asEmpty(options.getArgs());
    return new ContainerBuilder()
        .withName(NAME)
        .withImage(options.getImage() == null ? ray.getImage() : options.getImage())
        .withImagePullPolicy(
            options.getImagePullPolicy() == null ? "IfNotPresent" : options.getImagePullPolicy())
        .withCommand(command.isEmpty() ? ContainerCommand.shell(config) : command)
        .withArgs(args.isEmpty() ? List.of(START) : args)
        .withResources(options.getResources() == null ? defaultResources() : options.getResources())
        .withEnv(
            new Variables(List.of())
                .setFromField("RAY_CLUSTER_NAME", "metadata.labels['" + RayLabels.CLUSTER + "']")
                .setFromField("RAY_CLUSTER_NAMESPACE", "metadata.namespace")
                .setFromField("RAY_HEAD_POD_NAME", "metadata.name")
                // Without it the autoscaler asks for v1alpha1, which is deprecated.
                .set("KUBERAY_CRD_VER", ApiGroup.V1)
                .set("KUBERAY_GEN_AUTOSCALER_START_CMD", START)
                .addAll(Absent.asEmpty(options.getEnv()))
                .toList())
        .withEnvFrom(new ArrayList<>(Absent.asEmpty(options.getEnvFrom())))
        .withVolumeMounts(new ArrayList<>(Absent.asEmpty(options.getVolumeMounts())))
        .withSecurityContext(options.getSecurityContext())
        .build();
  }

  /** Options of the autoscaler; empty ones if the user gave none. */
  static AutoscalerOptions options(DesiredCluster cluster) {
    AutoscalerOptions options = cluster.spec().getAutoscalerOptions();
    return options == null ? new AutoscalerOptions() : options;
  }

  /** Whether the user chose version 2, which cannot bear containers that restart. */
  static boolean isVersion2(DesiredCluster cluster) {
    return cluster.autoscaling() && "v2".equals(options(cluster).getVersion());
  }

  private static ResourceRequirements defaultResources() {
    Map<String, Quantity> resources =
        Map.of("cpu", new Quantity("500m"), "memory", new Quantity("512Mi"));
    return new ResourceRequirementsBuilder().withRequests(resources).withLimits(resources).build();
  }
}
