package io.rayoperator.operator.model.exposure;

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
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A Route of OpenShift, as far as it is ours. */
@Group("route.openshift.io")
@Version("v1")
@Kind("Route")
@Plural("routes")
@Singular("route")
// Undoes the annotation of KubernetesResource, which would choose this class again and again.
@JsonDeserialize(using = JsonDeserializer.None.class)
@JsonIgnoreProperties(ignoreUnknown = true)
public final class Route implements HasMetadata, Namespaced {

  /** Group and version of its API. */
  public static final String API_VERSION = "route.openshift.io/v1";

  private ObjectMeta metadata = new ObjectMeta();
  private Map<String, Object> spec = Map.of();

  @Override
  public ObjectMeta getMetadata() {
    return metadata;
  }

  @Override
  public void setMetadata(ObjectMeta metadata) {
    this.metadata = metadata;
  }

  @Override
  public String getApiVersion() {
    return API_VERSION;
  }

  @Override
  public void setApiVersion(String apiVersion) {
    // There is only one.
  }

  @Override
  public String getKind() {
    return "Route";
  }

  @JsonProperty
  public Map<String, Object> getSpec() {
    return spec;
  }

  public void setSpec(Map<String, Object> spec) {
    this.spec = spec;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Route that && metadata.equals(that.metadata) && spec.equals(that.spec);
  }

  @Override
  public int hashCode() {
    return Objects.hash(metadata, spec);
  }
}
