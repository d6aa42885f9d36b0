package io.rayoperator.api.v1;

import io.fabric8.kubernetes.api.model.networking.v1.IngressTLS;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The Ingress of the head Service (KubeRay contract §4.1). */
public class IngressOptions extends ApiObject {

  private @Nullable String host;

  private @Nullable String path;

  private @Nullable String pathType;

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
