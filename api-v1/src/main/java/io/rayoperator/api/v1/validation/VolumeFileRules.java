package io.rayoperator.api.v1.validation;

import io.fabric8.kubernetes.api.model.ConfigMapProjection;
import io.fabric8.kubernetes.api.model.DownwardAPIVolumeFile;
import io.fabric8.kubernetes.api.model.KeyToPath;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.SecretProjection;
import io.fabric8.kubernetes.api.model.ServiceAccountTokenProjection;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeProjection;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Files in volumes of the kinds secret, configMap, downwardAPI and projected. */
final class VolumeFileRules extends PodRuleGroup {

  private static final int MAX_MODE = 0777;
  private static final long MIN_TOKEN_SECONDS = 600;
  private static final long MAX_TOKEN_SECONDS = 1L << 32;

  private static final Rule PATH =
      Rule.error(
          "volume-file-path",
          SOURCE,
          "Every file of a volume has a path, relative and without '..'; one of a secret or configMap has a key, too.",
          """
          spec:
            headGroupSpec:
              template:
                spec:
                  volumes:
                    - name: settings
                      configMap:
                        name: settings
                        items:
                          - {key: ray.yaml, path: /etc/ray.yaml}""");

  private static final Rule MODE =
      Rule.error(
          "volume-file-mode",
          SOURCE,
          "mode and defaultMode are between 0 and 0777, which is 511 in decimal.",
          """
          spec:
            headGroupSpec:
              template:
                spec:
                  volumes:
                    - name: settings
                      configMap: {name: settings, defaultMode: 644}""");

  private static final Rule FIELD =
      Rule.error(
          "volume-file-field",
          SOURCE,
          "Every file of a downwardAPI volume has one of fieldRef and resourceFieldRef: a part of the pod's metadata, or a request"
              + " or limit of a named container.",
          """
          spec:
            headGroupSpec:
              template:
                spec:
                  volumes:
                    - name: pod
                      downwardAPI:
                        items:
                          - {path: node, fieldRef: {fieldPath: spec.nodeName}}""");

  private static final Rule PROJECTION =
      Rule.error(
          "volume-projection-form",
          SOURCE,
          "A source of a projected volume is of one kind, with a name if it is a secret or configMap; no two sources"
              + " write the same file; a serviceAccountToken lives 600 seconds or more.",
          """
          spec:
            headGroupSpec:
              template:
                spec:
                  volumes:
                    - name: token
                      projected:
                        sources:
                          - serviceAccountToken: {path: token, expirationSeconds: 60}""");

  @Override
  public String title() {
    return "Files in volumes";
  }

  @Override
  public List<Rule> rules() {
    return List.of(PATH, MODE, FIELD, PROJECTION);
  }

  @Override
  void check(ClusterView.Template template, Violations found) {
    ClusterView.forEach(
        template.specPath().child("volumes"),
        template.podSpec().map(PodSpec::getVolumes).orElse(null),
        Volume::getName,
        (path, volume) -> check(path, volume, found));
  }

  private static void check(FieldPath path, Volume volume, Violations found) {
    if (volume.getSecret() != null) {
      FieldPath secret = path.child("secret");
      checkMode(secret.child("defaultMode"), volume.getSecret().getDefaultMode(), found);
      checkKeys(secret.child("items"), volume.getSecret().getItems(), found);
    }
    if (volume.getConfigMap() != null) {
      FieldPath configMap = path.child("configMap");
      checkMode(configMap.child("defaultMode"), volume.getConfigMap().getDefaultMode(), found);
      checkKeys(configMap.child("items"), volume.getConfigMap().getItems(), found);
    }
    if (volume.getDownwardAPI() != null) {
      FieldPath downward = path.child("downwardAPI");
      checkMode(downward.child("defaultMode"), volume.getDownwardAPI().getDefaultMode(), found);
      checkFields(downward.child("items"), volume.getDownwardAPI().getItems(), found);
    }
    if (volume.getProjected() != null) {
      FieldPath projected = path.child("projected");
      checkMode(projected.child("defaultMode"), volume.getProjected().getDefaultMode(), found);
      // All sources write into one directory.
      Set<String> files = new HashSet<>();
      ClusterView.forEach(
          projected.child("sources"),
          volume.getProjected().getSources(),
          source -> null,
          (place, source) -> {
            checkProjection(place, source, found);
            checkCollisions(place, source, files, found);
          });
    }
  }

  private static void checkProjection(FieldPath path, VolumeProjection source, Violations found) {
    long kinds = kinds(source);
    if (kinds > 1) {
      found.forbidden(
          PROJECTION, path, "has " + kinds + " kinds of source; make each one an item of its own");
    }
    SecretProjection secret = source.getSecret();
    if (secret != null) {
      requireName(path.child("secret").child("name"), secret.getName(), found);
      checkKeys(path.child("secret").child("items"), secret.getItems(), found);
    }
    ConfigMapProjection configMap = source.getConfigMap();
    if (configMap != null) {
      requireName(path.child("configMap").child("name"), configMap.getName(), found);
      checkKeys(path.child("configMap").child("items"), configMap.getItems(), found);
    }
    if (source.getDownwardAPI() != null) {
      checkFields(
          path.child("downwardAPI").child("items"), source.getDownwardAPI().getItems(), found);
    }
    if (source.getServiceAccountToken() != null) {
      checkToken(path.child("serviceAccountToken"), source.getServiceAccountToken(), found);
    }
  }

  private static void checkCollisions(
      FieldPath path, VolumeProjection source, Set<String> files, Violations found) {
    if (source.getSecret() != null) {
      checkKeyCollisions(
          path.child("secret").child("items"), source.getSecret().getItems(), files, found);
    }
    if (source.getConfigMap() != null) {
      checkKeyCollisions(
          path.child("configMap").child("items"), source.getConfigMap().getItems(), files, found);
    }
    if (source.getDownwardAPI() != null) {
      ClusterView.forEach(
          path.child("downwardAPI").child("items"),
          source.getDownwardAPI().getItems(),
          DownwardAPIVolumeFile::getPath,
          (place, file) -> checkCollision(place.child("path"), file.getPath(), files, found));
    }
  }

  private static void checkKeyCollisions(
      FieldPath items, @Nullable List<KeyToPath> keys, Set<String> files, Violations found) {
    ClusterView.forEach(
        items,
        keys,
        KeyToPath::getKey,
        (place, key) -> checkCollision(place.child("path"), key.getPath(), files, found));
  }

  private static void checkCollision(
      FieldPath path, @Nullable String file, Set<String> files, Violations found) {
    if (file != null && !file.isEmpty() && !files.add(file)) {
      found.duplicate(
          PROJECTION, path, file, "another source writes this file already; choose another path");
    }
  }

  private static long kinds(VolumeProjection source) {
    return Stream.<@Nullable Object>of(
                source.getSecret(),
                source.getConfigMap(),
                source.getDownwardAPI(),
                source.getServiceAccountToken(),
                source.getClusterTrustBundle(),
                source.getPodCertificate())
            .filter(Objects::nonNull)
            .count()
        // A source that is newer than this model counts all the same.
        + ClusterView.orEmpty(source.getAdditionalProperties()).size();
  }

  private static void requireName(FieldPath path, @Nullable String name, Violations found) {
    if (name == null || name.isEmpty()) {
      found.required(PROJECTION, path, "say which one it is");
    }
  }

  private static void checkToken(
      FieldPath path, ServiceAccountTokenProjection token, Violations found) {
    checkPath(path.child("path"), token.getPath(), found);
    Long seconds = token.getExpirationSeconds();
    if (seconds != null && (seconds < MIN_TOKEN_SECONDS || seconds > MAX_TOKEN_SECONDS)) {
      found.invalid(
          PROJECTION,
          path.child("expirationSeconds"),
          seconds,
          "must be between " + MIN_TOKEN_SECONDS + " and " + MAX_TOKEN_SECONDS);
    }
  }

  private static void checkKeys(
      FieldPath items, @Nullable List<KeyToPath> files, Violations found) {
    ClusterView.forEach(
        items,
        files,
        KeyToPath::getKey,
        (path, file) -> {
          if (file.getKey() == null || file.getKey().isEmpty()) {
            found.required(PATH, path.child("key"), "say which key becomes the file");
          }
          checkPath(path.child("path"), file.getPath(), found);
          checkMode(path.child("mode"), file.getMode(), found);
        });
  }

  private static void checkFields(
      FieldPath items, @Nullable List<DownwardAPIVolumeFile> files, Violations found) {
    ClusterView.forEach(
        items,
        files,
        DownwardAPIVolumeFile::getPath,
        (path, file) -> {
          checkPath(path.child("path"), file.getPath(), found);
          checkMode(path.child("mode"), file.getMode(), found);
          checkField(path, file, found);
        });
  }

  private static void checkField(FieldPath path, DownwardAPIVolumeFile file, Violations found) {
    if (file.getFieldRef() != null && file.getResourceFieldRef() != null) {
      found.invalid(
          FIELD,
          path.child("resourceFieldRef"),
          null,
          "must not be there together with fieldRef; remove one of the two");
    } else if (file.getFieldRef() != null) {
      DownwardField.checkOfFile(FIELD, path.child("fieldRef"), file.getFieldRef(), found);
    } else if (file.getResourceFieldRef() != null) {
      FieldPath resource = path.child("resourceFieldRef");
      if (Objects.requireNonNullElse(file.getResourceFieldRef().getContainerName(), "").isEmpty()) {
        found.required(FIELD, resource.child("containerName"), "say whose resource it is");
      }
      DownwardField.checkResource(FIELD, resource, file.getResourceFieldRef(), found);
    } else {
      found.required(FIELD, path, "give it a fieldRef or a resourceFieldRef");
    }
  }

  private static void checkPath(FieldPath path, @Nullable String file, Violations found) {
    if (file == null || file.isEmpty()) {
      found.required(PATH, path, "say where in the volume the file is");
    } else if (file.startsWith("/")
        || file.startsWith("..")
        || Arrays.asList(file.split("/")).contains("..")) {
      found.invalid(
          PATH,
          path,
          file,
          "must be a path within the volume: no '/' and no '..' at its beginning, no '..' within");
    }
  }

  private static void checkMode(FieldPath path, @Nullable Integer mode, Violations found) {
    if (mode != null && (mode < 0 || mode > MAX_MODE)) {
      found.invalid(
          MODE,
          path,
          mode,
          "must be between 0 and 0777 (511 in decimal): YAML reads a number without a leading 0 as decimal");
    }
  }
}
