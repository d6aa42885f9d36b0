package io.rayoperator.operator.kubernetes.cache;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Kind;
import io.fabric8.kubernetes.model.annotation.Plural;
import io.fabric8.kubernetes.model.annotation.Singular;
import io.fabric8.kubernetes.model.annotation.Version;
import io.rayoperator.api.v1.ApiGroup;
import io.rayoperator.api.v1.RayAnnotations;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A RayCluster as it is stored, whatever is stored: spec and status are bound only when the cluster
 * is worked on, so that one object that does not fit the model cannot stop the others. Not to be
 * changed once read.
 */
@Group(ApiGroup.NAME)
@Version(ApiGroup.V1)
@Kind(ApiGroup.RAY_CLUSTER_KIND)
@Plural(ApiGroup.RAY_CLUSTER_PLURAL)
@Singular(ApiGroup.RAY_CLUSTER_SINGULAR)
// Undoes the annotation of KubernetesResource, which would choose this class again and again.
@JsonDeserialize(using = JsonDeserializer.None.class)
@JsonIgnoreProperties(ignoreUnknown = true)
public final class StoredRayCluster implements HasMetadata, Namespaced {

  /** Annotations that repeat the spec; no decision needs them. */
  private static final List<String> BULKY_ANNOTATIONS =
      List.of(
          "kubectl.kubernetes.io/last-applied-configuration", RayAnnotations.CONVERSION_V1ALPHA1);

  private ObjectMeta metadata = new ObjectMeta();
  private @Nullable RawJson spec;
  private @Nullable RawJson status;

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
      BULKY_ANNOTATIONS.forEach(annotations::remove);
    }
    this.metadata = metadata;
  }

  @Override
  public String getApiVersion() {
    return ApiGroup.V1_API_VERSION;
  }

  @Override
  public void setApiVersion(String apiVersion) {
    // There is only one.
  }

  @Override
  public String getKind() {
    return ApiGroup.RAY_CLUSTER_KIND;
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
    return "RayCluster "
        + metadata.getNamespace()
        + "/"
        + metadata.getName()
        + " at "
        + metadata.getResourceVersion();
  }
}
