package io.rayoperator.operator.model.pod;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import io.fabric8.kubernetes.api.model.VolumeBuilder;
import io.rayoperator.operator.model.cluster.Absent;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Memory for Ray's object store (KubeRay contract §2.8). */
final class SharedMemory {

  private static final String VOLUME = "shared-mem";
  private static final String PATH = "/dev/shm";

  private SharedMemory() {}

  /** Mounts a memory volume, unless the user placed the object store elsewhere. */
  static void add(PodSpec pod, Container rayContainer, Map<String, String> rayStartParams) {
    if (rayStartParams.containsKey("plasma-directory")
        || PodVolumes.mountedAt(rayContainer, PATH)) {
      return;
    }
    PodVolumes.addIfAbsent(
        pod,
        new VolumeBuilder()
            .withName(VOLUME)
            .withNewEmptyDir()
            .withMedium("Memory")
            .withSizeLimit(memoryOf(rayContainer))
            .endEmptyDir()
            .build());
    PodVolumes.mount(rayContainer, VOLUME, PATH);
  }

  private static @Nullable Quantity memoryOf(Container container) {
    ResourceRequirements resources = container.getResources();
    if (resources == null) {
      return null;
    }
    Quantity limit = Absent.asEmpty(resources.getLimits()).get("memory");
    return limit != null ? limit : Absent.asEmpty(resources.getRequests()).get("memory");
  }
}
