package io.rayoperator.api.v1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.rayoperator.api.v1.schema.AllowedValues;
import org.jspecify.annotations.Nullable;

/** Authentication of Ray (KubeRay contract §9.1). */
public class AuthOptions extends ApiObject {

  /** Ray does not authenticate its clients. */
  public static final String DISABLED = "disabled";

  /** Ray asks its clients for a token. */
  public static final String TOKEN = "token";

  @JsonPropertyDescription(
      "token makes Ray ask for a token (Ray 2.52 or newer, rayVersion must be set). disabled, "
          + "or no mode, means no authentication.")
  @AllowedValues({AuthOptions.DISABLED, AuthOptions.TOKEN})
  private @Nullable String mode;

  @JsonPropertyDescription(
      "Secret with the token under the key auth_token. Without it a random token is made and "
          + "kept in a Secret named like the cluster.")
  private @Nullable String secretName;

  @JsonPropertyDescription(
      "True makes Ray accept Kubernetes service account tokens, checked by the API server, "
          + "instead of one shared token (Ray 2.55 or newer). Excludes secretName. Default false.")
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
