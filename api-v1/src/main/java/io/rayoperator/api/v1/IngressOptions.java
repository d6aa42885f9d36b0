package io.rayoperator.api.v1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.kubernetes.api.model.networking.v1.IngressTLS;
import io.rayoperator.api.v1.schema.AllowedValues;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The Ingress of the head Service (KubeRay contract §4.1). */
public class IngressOptions extends ApiObject {

  @JsonPropertyDescription("Host name. Default: any.")
  private @Nullable String host;

  @JsonPropertyDescription("Path of the dashboard. Default /.")
  private @Nullable String path;

  @JsonPropertyDescription("How path is matched. Default Prefix.")
  @AllowedValues({"Exact", "Prefix", "ImplementationSpecific"})
  private @Nullable String pathType;

  @JsonPropertyDescription("Certificates, as in an Ingress.")
  private @Nullable List<IngressTLS> tls;

  public @Nullable String getHost() {
    return host;
  }

  public void setHost(@Nullable String host) {
    this.host = host;
  }

  public @Nullable String getPath() {
    return path;
  }

  public void setPath(@Nullable String path) {
    this.path = path;
  }

  public @Nullable String getPathType() {
    return pathType;
  }

  public void setPathType(@Nullable String pathType) {
    this.pathType = pathType;
  }

  public @Nullable List<IngressTLS> getTls() {
    return tls;
  }

  public void setTls(@Nullable List<IngressTLS> tls) {
    this.tls = tls;
  }

  @Override
  protected @Nullable Object[] values() {
    return new @Nullable Object[] {host, path, pathType, tls};
  }
}
