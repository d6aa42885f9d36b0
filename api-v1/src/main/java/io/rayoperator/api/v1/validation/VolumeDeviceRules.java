package io.rayoperator.api.v1.validation;

import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeDevice;
import io.fabric8.kubernetes.api.model.VolumeMount;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/** Volumes that containers use as raw block devices. */
final class VolumeDeviceRules extends PodRuleGroup {

  private static final Rule VOLUME =
      Rule.error(
          "device-volume",
          SOURCE,
          "Every volumeDevice is one of a volume of the pod that is a persistentVolumeClaim or ephemeral, and that the container"
              + " does not mount as well.",
          """
          spec:
            headGroupSpec:
              template:
                spec:
                  volumes:
                    - {name: scratch, emptyDir: {}}
                  containers:
                    - name: ray-head
                      image: rayproject/ray:2.50.0
                      volumeDevices:
                        - {name: scratch, devicePath: /dev/xvda}""");

  private static final Rule PATH =
      Rule.error(
          "device-path-form",
          SOURCE,
          "Every volumeDevice has a devicePath without '..', which no other device or mount of the container has.",
          """
          spec:
            headGroupSpec:
              template:
                spec:
                  volumes:
                    - {name: scratch, persistentVolumeClaim: {claimName: scratch}}
                  containers:
                    - name: ray-head
                      image: rayproject/ray:2.50.0
                      volumeDevices:
                        - {name: scratch, devicePath: /dev/../xvda}""");

  @Override
  public String title() {
    return "Block devices";
  }

  @Override
  public List<Rule> rules() {
    return List.of(VOLUME, PATH);
  }

  @Override
  void check(ClusterView.Template template, Violations found) {
    for (ClusterView.PodContainer container : template.allContainers()) {
      List<VolumeDevice> devices = ClusterView.orEmpty(container.spec().getVolumeDevices());
      if (!devices.isEmpty()) {
        check(container, devices, deviceVolumes(template), found);
      }
    }
  }

  private static Set<String> deviceVolumes(ClusterView.Template template) {
    List<Volume> volumes =
        ClusterView.orEmpty(template.podSpec().map(PodSpec::getVolumes).orElse(null));
    return volumes.stream()
        .filter(volume -> volume != null && volume.getName() != null)
        .filter(
            volume -> volume.getPersistentVolumeClaim() != null || volume.getEphemeral() != null)
        .map(Volume::getName)
        .collect(Collectors.toSet());
  }

  private static void check(
      ClusterView.PodContainer container,
      List<VolumeDevice> devices,
      Set<String> deviceVolumes,
      Violations found) {
    Set<String> usedVolumes = new HashSet<>();
    Set<String> usedPaths = new HashSet<>();
    ClusterView.forEach(
        container.path().child("volumeMounts"),
        container.spec().getVolumeMounts(),
        VolumeMount::getName,
        (path, mount) -> {
          usedVolumes.add(Objects.requireNonNullElse(mount.getName(), ""));
          usedPaths.add(Objects.requireNonNullElse(mount.getMountPath(), ""));
        });
    ClusterView.forEach(
        container.path().child("volumeDevices"),
        devices,
        VolumeDevice::getDevicePath,
        (path, device) -> {
          checkVolume(path.child("name"), device, deviceVolumes, usedVolumes, found);
          checkPath(path.child("devicePath"), device, usedPaths, found);
        });
  }

  private static void checkVolume(
      FieldPath path,
      VolumeDevice device,
      Set<String> deviceVolumes,
      Set<String> used,
      Violations found) {
    String name = Objects.requireNonNullElse(device.getName(), "");
    if (name.isEmpty()) {
      found.required(VOLUME, path, "name the volume that is the device");
    } else if (!deviceVolumes.contains(name)) {
      found.invalid(
          VOLUME,
          path,
          name,
          "the pod has no persistentVolumeClaim or ephemeral volume of this name; only those can be devices");
    } else if (!used.add(name)) {
      found.duplicate(
          VOLUME, path, name, "the container uses this volume already; remove one of the two");
    }
  }

  private static void checkPath(
      FieldPath path, VolumeDevice device, Set<String> used, Violations found) {
    String devicePath = Objects.requireNonNullElse(device.getDevicePath(), "");
    if (devicePath.isEmpty()) {
      found.required(PATH, path, "say where the container finds the device");
    } else if (Arrays.asList(devicePath.split("/")).contains("..")) {
      found.invalid(PATH, path, devicePath, "must not contain '..'");
    } else if (!used.add(devicePath)) {
      found.duplicate(
          PATH, path, devicePath, "the container has something there already; choose another path");
    }
  }
}
