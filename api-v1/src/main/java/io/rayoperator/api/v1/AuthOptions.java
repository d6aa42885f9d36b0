package io.rayoperator.api.v1;

import org.jspecify.annotations.Nullable;

/** Authentication of Ray (KubeRay contract §9.1). */
public class AuthOptions extends ApiObject {

  /** Ray does not authenticate its clients. */
  public static final String DISABLED = "disabled";

  /** Ray asks its clients for a token. */
  public static final String TOKEN = "token";

  private @Nullable String mode;

  private @Nullable String secretName;

  private @Nullable Boolean enableK8sTokenAuth;

  public @Nullable String getMode() {
    return mode;
  }

  public void setMode(@Nullable String mode) {
    this.mode = mode;
  }

  public @Nullable String getSecretName() {
    return secretName;
  }

  public void setSecretName(@Nullable String secretName) {
    this.secretName = secretName;
  }

  public @Nullable Boolean getEnableK8sTokenAuth() {
    return enableK8sTokenAuth;
  }

  public void setEnableK8sTokenAuth(@Nullable Boolean enableK8sTokenAuth) {
    this.enableK8sTokenAuth = enableK8sTokenAuth;
  }

  @Override
  protected @Nullable Object[] values() {
    return new @Nullable Object[] {mode, secretName, enableK8sTokenAuth};
  }
}
