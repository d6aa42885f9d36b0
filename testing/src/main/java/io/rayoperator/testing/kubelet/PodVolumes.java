package io.rayoperator.testing.kubelet;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.ProjectedVolumeSource;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretVolumeSource;
import io.fabric8.kubernetes.api.model.ServiceAccountTokenProjection;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeProjection;
import io.fabric8.kubernetes.api.model.authentication.TokenRequest;
import io.fabric8.kubernetes.api.model.authentication.TokenRequestBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The volumes of a pod as directories: empty ones, Secrets, and what the API server adds. */
final class PodVolumes {

  private final KubernetesClient client;
  private final Pod pod;
  private final Path base;
  private final Map<String, Path> directories = new HashMap<>();
  private final Map<String, MountedFiles> secrets = new HashMap<>();

  PodVolumes(KubernetesClient client, Pod pod, Path base) {
    this.client = client;
    this.pod = pod;
    this.base = base;
  }

  /** Returns the directory of a volume of {@link #prepare}. */
  Path directory(String volume) {
    Path directory = directories.get(volume);
    if (directory == null) {
      throw new IllegalStateException("There is no volume " + volume);
    }
    return directory;
  }

  /** Makes all volumes; returns what is missing for that, to be called again. */
  Optional<String> prepare() throws IOException {
    for (Volume volume : pod.getSpec().getVolumes()) {
      Path directory = base.resolve(volume.getName());
      if (volume.getEmptyDir() != null) {
        Files.createDirectories(directory);
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxrwxrwx"));
      } else if (volume.getSecret() != null) {
        if (!mount(volume.getName(), volume.getSecret())) {
          return Optional.of("Secret " + volume.getSecret().getSecretName());
        }
      } else if (volume.getProjected() != null) {
        Map<String, byte[]> files = projected(volume.getProjected());
        if (files == null) {
          return Optional.of("ConfigMap of volume " + volume.getName());
        }
        new MountedFiles(directory).write(files);
      } else {
        throw new IllegalStateException(
            "A kind of volume that this kubelet does not know: " + volume);
      }
      directories.put(volume.getName(), directory);
    }
    return Optional.empty();
  }

  /** Brings changed Secrets into the directories. A Secret that is gone leaves its files there. */
  void refresh() throws IOException {
    for (Volume volume : pod.getSpec().getVolumes()) {
      if (volume.getSecret() != null) {
        var _ = mount(volume.getName(), volume.getSecret());
      }
    }
  }

  private boolean mount(String volume, SecretVolumeSource source) throws IOException {
    if (!source.getItems().isEmpty()) {
      throw new IllegalStateException("This kubelet mounts whole Secrets only: " + source);
    }
    MountedFiles files = secrets.get(volume);
    if (files == null) {
      files = new MountedFiles(base.resolve(volume));
      secrets.put(volume, files);
    }
    Secret secret =
        client
            .secrets()
            .inNamespace(pod.getMetadata().getNamespace())
            .withName(source.getSecretName())
            .get();
    if (secret == null) {
      return Boolean.TRUE.equals(source.getOptional());
    }
    Map<String, byte[]> content = new TreeMap<>();
    secret.getData().forEach((key, value) -> content.put(key, Base64.getDecoder().decode(value)));
    files.write(content);
    return true;
  }

  /** Null if a ConfigMap is not there yet. */
  private @Nullable Map<String, byte[]> projected(ProjectedVolumeSource source) {
    Map<String, byte[]> files = new TreeMap<>();
    for (VolumeProjection projection : source.getSources()) {
      if (projection.getServiceAccountToken() != null) {
        ServiceAccountTokenProjection token = projection.getServiceAccountToken();
        files.put(token.getPath(), bytes(token(token.getExpirationSeconds())));
      } else if (projection.getConfigMap() != null) {
        ConfigMap map =
            client
                .configMaps()
                .inNamespace(pod.getMetadata().getNamespace())
                .withName(projection.getConfigMap().getName())
                .get();
        if (map == null) {
          return null;
        }
        projection
            .getConfigMap()
            .getItems()
            .forEach(item -> files.put(item.getPath(), bytes(requireKey(map, item.getKey()))));
      } else if (projection.getDownwardAPI() != null) {
        projection
            .getDownwardAPI()
            .getItems()
            .forEach(
                item ->
                    files.put(
                        item.getPath(),
                        bytes(PodFields.value(pod, item.getFieldRef().getFieldPath(), ""))));
      } else {
        throw new IllegalStateException("A source that this kubelet does not know: " + projection);
      }
    }
    return files;
  }

  private String token(long expirationSeconds) {
    TokenRequest request =
        new TokenRequestBuilder()
            .withNewSpec()
            .withExpirationSeconds(expirationSeconds)
            .withNewBoundObjectRef()
            .withApiVersion("v1")
            .withKind("Pod")
            .withName(pod.getMetadata().getName())
            .withUid(pod.getMetadata().getUid())
            .endBoundObjectRef()
            .endSpec()
            .build();
    return client
        .serviceAccounts()
        .inNamespace(pod.getMetadata().getNamespace())
        .withName(pod.getSpec().getServiceAccountName())
        .tokenRequest(request)
        .getStatus()
        .getToken();
  }

  private static String requireKey(ConfigMap map, String key) {
    String value = map.getData().get(key);
    if (value == null) {
      throw new IllegalStateException(map.getMetadata().getName() + " has no " + key);
    }
    return value;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
