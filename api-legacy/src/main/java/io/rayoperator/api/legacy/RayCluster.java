package io.rayoperator.api.legacy;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Kind;
import io.fabric8.kubernetes.model.annotation.Plural;
import io.fabric8.kubernetes.model.annotation.ShortNames;
import io.fabric8.kubernetes.model.annotation.Singular;
import io.fabric8.kubernetes.model.annotation.Version;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A Ray cluster of the Python operator: pod types, one of which is the head's. */
@Group(LegacyApi.GROUP)
@Version(value = LegacyApi.VERSION, served = true, storage = true)
@Kind(LegacyApi.KIND)
@Singular(LegacyApi.SINGULAR)
@Plural(LegacyApi.PLURAL)
@ShortNames({LegacyApi.SHORT_NAME, LegacyApi.LONG_NAME})
@JsonInclude(JsonInclude.Include.NON_NULL)
public class RayCluster extends CustomResource<@Nullable RayClusterSpec, @Nullable RayClusterStatus>
    implements Namespaced {

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
