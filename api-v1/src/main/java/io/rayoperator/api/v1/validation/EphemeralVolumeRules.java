package io.rayoperator.api.v1.validation;

import io.fabric8.kubernetes.api.model.EphemeralVolumeSource;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaimSpec;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaimTemplate;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeResourceRequirements;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** Claims that Kubernetes makes for a pod and deletes with it. */
final class EphemeralVolumeRules extends PodRuleGroup {

  private static final String STORAGE = "storage";
  private static final String ONE_POD = "ReadWriteOncePod";
  private static final List<String> ACCESS_MODES =
      List.of("ReadWriteOnce", "ReadOnlyMany", "ReadWriteMany", ONE_POD);
  private static final Choices VOLUME_MODES = Choices.of("Filesystem", "Block");

  private static final Rule CLAIM =
      Rule.error(
          "ephemeral-volume-claim",
          SOURCE,
          "An ephemeral volume has a volumeClaimTemplate with accessModes and a request of storage above 0; its volumeMode is "
              + VOLUME_MODES
              + ".",
          """
          spec:
            headGroupSpec:
              template:
                spec:
                  volumes:
                    - name: scratch
                      ephemeral:
                        volumeClaimTemplate:
                          spec:
                            accessModes: [ReadWriteOnce]""");

  @Override
  public String title() {
    return "Ephemeral volumes";
  }

  @Override
  public List<Rule> rules() {
    return List.of(CLAIM);
  }

  @Override
  void check(ClusterView.Template template, Violations found) {
    ClusterView.forEach(
        template.specPath().child("volumes"),
        template.podSpec().map(PodSpec::getVolumes).orElse(null),
        Volume::getName,
        (path, volume) -> {
          if (volume.getEphemeral() != null) {
            check(
                path.child("ephemeral").child("volumeClaimTemplate"), volume.getEphemeral(), found);
          }
        });
  }

  private static void check(FieldPath path, EphemeralVolumeSource ephemeral, Violations found) {
    PersistentVolumeClaimSpec claim =
        Optional.ofNullable(ephemeral.getVolumeClaimTemplate())
            .map(PersistentVolumeClaimTemplate::getSpec)
            .orElse(null);
    if (claim == null) {
      found.required(CLAIM, path.child("spec"), "describe the claim to be made");
      return;
    }
    checkAccessModes(path.child("spec").child("accessModes"), claim, found);
    checkStorage(
        path.child("spec").child("resources").child("requests").child(STORAGE), claim, found);
    VOLUME_MODES.check(CLAIM, path.child("spec").child("volumeMode"), claim.getVolumeMode(), found);
    String storageClass = Objects.requireNonNullElse(claim.getStorageClassName(), "");
    if (!storageClass.isEmpty() && !KubernetesNames.isDns1123Subdomain(storageClass)) {
      found.invalid(
          CLAIM,
          path.child("spec").child("storageClassName"),
          storageClass,
          "must have " + KubernetesNames.SUBDOMAIN_FORM);
    }
  }

  private static void checkAccessModes(
      FieldPath path, PersistentVolumeClaimSpec claim, Violations found) {
    List<String> modes = ClusterView.orEmpty(claim.getAccessModes());
    if (modes.isEmpty()) {
      found.required(CLAIM, path, "name one, such as ReadWriteOnce");
    }
    ClusterView.forEach(
        path,
        modes,
        mode -> mode,
        (place, mode) -> {
          if (!ACCESS_MODES.contains(mode)) {
            found.notSupported(
                CLAIM, place, mode, "must be one of " + String.join(", ", ACCESS_MODES));
          }
        });
    if (modes.size() > 1 && modes.contains(ONE_POD)) {
      found.forbidden(CLAIM, path, "must have no other mode beside " + ONE_POD);
    }
  }

  private static void checkStorage(
      FieldPath path, PersistentVolumeClaimSpec claim, Violations found) {
    Quantity storage =
        Optional.ofNullable(claim.getResources())
            .map(VolumeResourceRequirements::getRequests)
            .map(requests -> requests.get(STORAGE))
            .orElse(null);
    if (storage == null) {
      found.required(CLAIM, path, "say how much, such as 10Gi");
      return;
    }
    String text = KubernetesQuantity.text(storage);
    if (KubernetesQuantity.parse(text).filter(number -> number.signum() > 0).isEmpty()) {
      found.invalid(CLAIM, path, text, "must be a quantity above 0, such as 10Gi");
    }
  }
}
