package io.rayoperator.api.v1.validation;

import io.fabric8.kubernetes.api.model.EmptyDirVolumeSource;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Volume;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Volumes of pods: their names, and what is in them. */
final class VolumeRules extends PodRuleGroup {

  private static final Choices HOST_PATH_TYPES =
      Choices.of(
          "DirectoryOrCreate",
          "Directory",
          "FileOrCreate",
          "File",
          "Socket",
          "CharDevice",
          "BlockDevice");

  private static final Rule NAME =
      Rule.error(
          "volume-name-form",
          SOURCE,
          "The names of volumes are DNS-1123 labels of at most 63 characters.",
          """
          spec:
            headGroupSpec:
              template:
                spec:
                  volumes:
                    - {name: log_volume, emptyDir: {}}""");

  private static final Rule UNIQUE =
      Rule.error(
          "volume-name-unique",
          SOURCE,
          "No two volumes of a pod have the same name.",
          """
          spec:
            headGroupSpec:
              template:
                spec:
                  volumes:
                    - {name: logs, emptyDir: {}}
                    - {name: logs, hostPath: {path: /var/log/ray}}""");

  private static final Rule ONE_SOURCE =
      Rule.error(
          "volume-one-source",
          SOURCE,
          "A volume is of one kind only.",
          """
          spec:
            headGroupSpec:
              template:
                spec:
                  volumes:
                    - {name: logs, emptyDir: {}, hostPath: {path: /var/log/ray}}""");

  private static final Rule COMPLETE =
      Rule.error(
          "volume-source-complete",
          SOURCE,
          "A volume says where it comes from: a secret its secretName, a configMap its name, a persistentVolumeClaim its"
              + " claimName, a hostPath its path, without '..', and perhaps its type.",
          """
          spec:
            headGroupSpec:
              template:
                spec:
                  volumes:
                    - {name: certificates, secret: {optional: true}}""");

  private static final Rule SIZE =
      Rule.error(
          "volume-size-limit",
          SOURCE,
          "The sizeLimit of an emptyDir is a quantity of 0 or more.",
          """
          spec:
            headGroupSpec:
              template:
                spec:
                  volumes:
                    - {name: logs, emptyDir: {sizeLimit: "-1Gi"}}""");

  private static final Rule WITHOUT_SOURCE =
      Rule.warning(
          "volume-without-source",
          SOURCE,
          "Every volume has a source: one without becomes an emptyDir.",
          """
          spec:
            headGroupSpec:
              template:
                spec:
                  volumes:
                    - {name: data}""");

  @Override
  public String title() {
    return "Volumes";
  }

  @Override
  public List<Rule> rules() {
    return List.of(NAME, UNIQUE, ONE_SOURCE, COMPLETE, SIZE, WITHOUT_SOURCE);
  }

  @Override
  void check(ClusterView.Template template, Violations found) {
    List<Volume> volumes =
        ClusterView.orEmpty(template.podSpec().map(PodSpec::getVolumes).orElse(null));
    if (volumes.isEmpty()) {
      return;
    }
    Set<String> names = new HashSet<>();
    ClusterView.forEach(
        template.specPath().child("volumes"),
        volumes,
        Volume::getName,
        (path, volume) -> {
          checkName(path, volume, names, found);
          checkSources(path, volume, found);
          checkCompleteness(path, volume, found);
          checkSize(path.child("emptyDir").child("sizeLimit"), volume.getEmptyDir(), found);
        });
  }

  private static void checkName(
      FieldPath path, Volume volume, Set<String> names, Violations found) {
    String name = Objects.requireNonNullElse(volume.getName(), "");
    if (name.isEmpty()) {
      found.required(NAME, path.child("name"), "give the volume a name");
    } else if (!KubernetesNames.isDns1123Label(name)) {
      found.invalid(NAME, path.child("name"), name, "must have " + KubernetesNames.LABEL_FORM);
    } else if (!names.add(name)) {
      found.duplicate(
          UNIQUE,
          path.child("name"),
          name,
          "another volume of the pod has this name already; choose another one");
    }
  }

  private static void checkSources(FieldPath path, Volume volume, Violations found) {
    long sources = sources(volume);
    if (sources > 1) {
      found.invalid(
          ONE_SOURCE, path, sources, "is the number of sources; leave one and remove the others");
    } else if (sources == 0) {
      found.required(
          WITHOUT_SOURCE,
          path,
          "says nothing of what the volume is, so that it becomes an emptyDir; write emptyDir: {} if that is meant");
    }
  }

  private static void checkCompleteness(FieldPath path, Volume volume, Violations found) {
    if (volume.getSecret() != null) {
      require(path.child("secret").child("secretName"), volume.getSecret().getSecretName(), found);
    }
    if (volume.getConfigMap() != null) {
      require(path.child("configMap").child("name"), volume.getConfigMap().getName(), found);
    }
    if (volume.getPersistentVolumeClaim() != null) {
      require(
          path.child("persistentVolumeClaim").child("claimName"),
          volume.getPersistentVolumeClaim().getClaimName(),
          found);
    }
    if (volume.getHostPath() != null) {
      FieldPath hostPath = path.child("hostPath").child("path");
      String value = volume.getHostPath().getPath();
      require(hostPath, value, found);
      if (value != null && Arrays.asList(value.split("/")).contains("..")) {
        found.invalid(COMPLETE, hostPath, value, "must not contain '..'");
      }
      HOST_PATH_TYPES.check(
          COMPLETE, path.child("hostPath").child("type"), volume.getHostPath().getType(), found);
    }
  }

  private static void require(FieldPath path, @Nullable String value, Violations found) {
    if (value == null || value.isEmpty()) {
      found.required(COMPLETE, path, "say which one it is");
    }
  }

  private static void checkSize(
      FieldPath path, @Nullable EmptyDirVolumeSource emptyDir, Violations found) {
    if (emptyDir == null || emptyDir.getSizeLimit() == null) {
      return;
    }
    String size = KubernetesQuantity.text(emptyDir.getSizeLimit());
    if (KubernetesQuantity.parse(size).filter(number -> number.signum() >= 0).isEmpty()) {
      found.invalid(SIZE, path, size, "must be a quantity of 0 or more, such as 10Gi");
    }
  }

  private static long sources(Volume volume) {
    return Stream.<@Nullable Object>of(
                volume.getAwsElasticBlockStore(),
                volume.getAzureDisk(),
                volume.getAzureFile(),
                volume.getCephfs(),
                volume.getCinder(),
                volume.getConfigMap(),
                volume.getCsi(),
                volume.getDownwardAPI(),
                volume.getEmptyDir(),
                volume.getEphemeral(),
                volume.getFc(),
                volume.getFlexVolume(),
                volume.getFlocker(),
                volume.getGcePersistentDisk(),
                volume.getGitRepo(),
                volume.getGlusterfs(),
                volume.getHostPath(),
                volume.getImage(),
                volume.getIscsi(),
                volume.getNfs(),
                volume.getPersistentVolumeClaim(),
                volume.getPhotonPersistentDisk(),
                volume.getPortworxVolume(),
                volume.getProjected(),
                volume.getQuobyte(),
                volume.getRbd(),
                volume.getScaleIO(),
                volume.getSecret(),
                volume.getStorageos(),
                volume.getVsphereVolume())
            .filter(Objects::nonNull)
            .count()
        // A source that is newer than this model counts all the same.
        + ClusterView.orEmpty(volume.getAdditionalProperties()).size();
  }
}
