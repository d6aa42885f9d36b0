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
import io.rayoperator.api.legacy.LegacyApi;
import java.util.LinkedHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A RayCluster of {@code cluster.ray.io/v1} as it is stored; see {@link StoredRayCluster}. */
@Group(LegacyApi.GROUP)
@Version(LegacyApi.VERSION)
@Kind(LegacyApi.KIND)
@Plural(LegacyApi.PLURAL)
@Singular(LegacyApi.SINGULAR)
@JsonDeserialize(using = JsonDeserializer.None.class)
@JsonIgnoreProperties(ignoreUnknown = true)
public final class StoredLegacyCluster implements HasMetadata, Namespaced {

  private static final String LAST_APPLIED = "kubectl.kubernetes.io/last-applied-configuration";

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
    if (metadata.getAnnotations() == null) {
      metadata.setAnnotations(new LinkedHashMap<>());
    } else {
      metadata.getAnnotations().remove(LAST_APPLIED);
    }
    this.metadata = metadata;
  }

  @Override
  public String getApiVersion() {
    return LegacyApi.API_VERSION;
  }

  @Override
  public void setApiVersion(String apiVersion) {
    // There is only one.
  }

  @Override
  public String getKind() {
    return LegacyApi.KIND;
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
}
