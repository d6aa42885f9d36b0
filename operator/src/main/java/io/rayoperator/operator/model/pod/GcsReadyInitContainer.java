package io.rayoperator.operator.model.pod;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.rayoperator.operator.config.ModelConfig;
import io.rayoperator.operator.model.cluster.Absent;
import java.util.ArrayList;
import java.util.Map;

/** Lets workers wait until the head's GCS answers (KubeRay contract §2.11). */
public final class GcsReadyInitContainer {

  /** Its name in the pod, which other tools know as well. */
  public static final String NAME = "wait-gcs-ready";

  private static final String SCRIPT =
      """
      seconds=0
      while true; do
        if [ "$seconds" -lt 120 ]; then
          if ray health-check --address {gcs} > /dev/null 2>&1; then
            echo "The GCS at {gcs} is ready."
            exit 0
          fi
          echo "Waiting for the GCS at {gcs}: $seconds seconds."
        else
          if ray health-check --address {gcs}; then
            echo "The GCS at {gcs} is ready."
            exit 0
          fi
          echo "Still waiting for the GCS at {gcs} after $seconds seconds. Is the head pod running,\
       and can this pod resolve and reach its Service?"
        fi
        sleep 5
        seconds=$((seconds + 5))
      done
      """;

  private GcsReadyInitContainer() {}

  /**
   * @param rayContainer the user's container, before anything was added to it: the check needs its
   *     image, environment and mounts
   */
  static Container of(Container rayContainer, HeadAddress head, ModelConfig config) {
    Map<String, Quantity> resources =
        Map.of("cpu", new Quantity("200m"), "memory", new Quantity("256Mi"));
    return new ContainerBuilder()
        .withName(NAME)
        .withImage(rayContainer.getImage())
        .withImagePullPolicy(rayContainer.getImagePullPolicy())
        .withSecurityContext(rayContainer.getSecurityContext())
        .withCommand(ContainerCommand.shell(config))
        .withArgs(SCRIPT.replace("{gcs}", head.gcs()))
        .withEnv(new ArrayList<>(Absent.asEmpty(rayContainer.getEnv())))
        .withVolumeMounts(new ArrayList<>(Absent.asEmpty(rayContainer.getVolumeMounts())))
        .withNewResources()
        .withRequests(resources)
        .withLimits(resources)
        .endResources()
        .build();
  }
}
