package io.rayoperator.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Categories;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Kind;
import io.fabric8.kubernetes.model.annotation.Plural;
import io.fabric8.kubernetes.model.annotation.Singular;
import io.fabric8.kubernetes.model.annotation.Version;
import io.rayoperator.api.v1.ApiGroup;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A Ray cluster, written in one of four older layouts. */
@Group(ApiGroup.NAME)
@Version(
    value = ApiGroup.V1ALPHA1,
    served = true,
    storage = false,
    deprecated = true,
    deprecationWarning = RayCluster.DEPRECATION_WARNING)
@Kind(ApiGroup.RAY_CLUSTER_KIND)
@Singular(ApiGroup.RAY_CLUSTER_SINGULAR)
@Plural(ApiGroup.RAY_CLUSTER_PLURAL)
@Categories("all")
@JsonInclude(JsonInclude.Include.NON_NULL)
public class RayCluster extends CustomResource<@Nullable RayClusterSpec, @Nullable RayClusterStatus>
    implements Namespaced {

  /** What the API server tells every client that uses this version. */
  static final String DEPRECATION_WARNING =
      "ray.io/v1alpha1 RayCluster is deprecated; use ray.io/v1."
          + " `ray-operator convert -f FILE --to v1` translates manifests of every layout.";

  private @Nullable Map<String, @Nullable Object> additionalProperties;

  /** The fields next to {@code spec} and {@code status} that this class does not know. */
  @JsonAnyGetter
  public Map<String, @Nullable Object> getAdditionalProperties() {
    return additionalProperties == null ? Map.of() : additionalProperties;
  }

  @JsonAnySetter
  public void setAdditionalProperty(String name, @Nullable Object value) {
    if (additionalProperties == null) {
      additionalProperties = new LinkedHashMap<>();
    }
    additionalProperties.put(name, value);
  }

  // The super class would invent an empty spec and an empty status for an object that has none.

  @Override
  protected @Nullable RayClusterSpec initSpec() {
    return null;
  }

  @Override
  protected @Nullable RayClusterStatus initStatus() {
    return null;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return super.equals(other)
        && other instanceof RayCluster that
        && getAdditionalProperties().equals(that.getAdditionalProperties());
  }

  @Override
  public int hashCode() {
    return Objects.hash(super.hashCode(), getAdditionalProperties());
  }
}
