package io.rayoperator.operator.kubernetes.cache;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An object as it is stored, whatever is stored: spec and status are bound only when it is worked
 * on, so that one object that does not fit the model cannot stop the others. Not to be changed once
 * read.
 */
// Undoes the annotation of KubernetesResource, which would choose this class again and again.
@JsonDeserialize(using = JsonDeserializer.None.class)
@JsonIgnoreProperties(ignoreUnknown = true)
public abstract sealed class StoredObject implements HasMetadata, Namespaced
    permits StoredRayCluster, StoredLegacyCluster {

  /** Repeats the whole object. */
  static final String LAST_APPLIED = "kubectl.kubernetes.io/last-applied-configuration";

  private final String apiVersion;
  private final String kind;
  private final List<String> bulkyAnnotations;

  private ObjectMeta metadata = new ObjectMeta();
  private @Nullable RawJson spec;
  private @Nullable RawJson status;

  /**
   * Makes one without content.
   *
   * @param bulkyAnnotations those that repeat the spec; no decision needs them
   */
  StoredObject(String apiVersion, String kind, List<String> bulkyAnnotations) {
    this.apiVersion = apiVersion;
    this.kind = kind;
    this.bulkyAnnotations = bulkyAnnotations;
  }

  @Override
  public ObjectMeta getMetadata() {
    return metadata;
  }

  @Override
  public void setMetadata(ObjectMeta metadata) {
    metadata.setManagedFields(List.of());
    Map<String, String> annotations = metadata.getAnnotations();
    if (annotations == null) {
      metadata.setAnnotations(new LinkedHashMap<>());
    } else {
      bulkyAnnotations.forEach(annotations::remove);
    }
    this.metadata = metadata;
  }

  @Override
  public String getApiVersion() {
    return apiVersion;
  }

  @Override
  public void setApiVersion(String apiVersion) {
    // There is only one.
  }

  @Override
  public String getKind() {
    return kind;
  }

  /** The spec; null if the object has none. */
  @JsonProperty
  public @Nullable RawJson getSpec() {
    return spec;
  }

  public void setSpec(@Nullable RawJson spec) {
    this.spec = spec;
  }

  /** The status; null if the object has none. */
  @JsonProperty
  public @Nullable RawJson getStatus() {
    return status;
  }

  public void setStatus(@Nullable RawJson status) {
    this.status = status;
  }

  @Override
  public String toString() {
    return kind
        + " "
        + metadata.getNamespace()
        + "/"
        + metadata.getName()
        + " at "
        + metadata.getResourceVersion();
  }
}
