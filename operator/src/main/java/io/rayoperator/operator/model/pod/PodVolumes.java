package io.rayoperator.operator.model.pod;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeMountBuilder;
import io.rayoperator.operator.model.cluster.Absent;
import java.util.ArrayList;
import java.util.List;

/** Volumes and mounts that are added to what the user has. */
final class PodVolumes {

  private PodVolumes() {}

  static boolean mountedAt(Container container, String path) {
    return Absent.asEmpty(container.getVolumeMounts()).stream()
        .anyMatch(mount -> path.equals(mount.getMountPath()));
  }

  /** Adds a volume; one of the same name that is there already is used instead. */
  static void addIfAbsent(PodSpec pod, Volume volume) {
    List<Volume> volumes = new ArrayList<>(Absent.asEmpty(pod.getVolumes()));
    if (volumes.stream().noneMatch(present -> volume.getName().equals(present.getName()))) {
      volumes.add(volume);
      pod.setVolumes(volumes);
    }
  }

  static void mount(Container container, String volume, String path) {
    var mounts = new ArrayList<>(Absent.asEmpty(container.getVolumeMounts()));
    mounts.add(new VolumeMountBuilder().withName(volume).withMountPath(path).build());
    container.setVolumeMounts(mounts);
  }
}
