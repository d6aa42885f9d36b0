package io.rayoperator.api.legacy;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.rayoperator.api.v1.ApiObject;
import org.jspecify.annotations.Nullable;

/** A port of the head's Service. */
public class HeadServicePort extends ApiObject {

  @JsonPropertyDescription("Name of the port; client, dashboard or ray-serve changes that one.")
  @Required
  private @Nullable String name;

  @JsonPropertyDescription("Port of the Service.")
  @Required
  private @Nullable Integer port;

  @JsonPropertyDescription("Port of the head pod, by number or name.")
  @Required
  private @Nullable IntOrString targetPort;

  public @Nullable String getName() {
    return name;
  }

  public void setName(@Nullable String name) {
    this.name = name;
  }

  public @Nullable Integer getPort() {
    return port;
  }

  public void setPort(@Nullable Integer port) {
    this.port = port;
  }

  public @Nullable IntOrString getTargetPort() {
    return targetPort;
  }

  public void setTargetPort(@Nullable IntOrString targetPort) {
    this.targetPort = targetPort;
  }

  @Override
  protected @Nullable Object[] values() {
    return new @Nullable Object[] {name, port, targetPort};
  }
}
