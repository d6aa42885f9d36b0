package io.rayoperator.migration.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A request that failed, with what the API server says about it. */
public final class ApiFailure extends IOException {

  private static final int TOO_MANY_REQUESTS = 429;

  /** 500 is what a conversion webhook looks like that does not answer. */
  private static final Set<Integer> TRANSIENT =
      Set.of(
          TOO_MANY_REQUESTS,
          HttpURLConnection.HTTP_INTERNAL_ERROR,
          HttpURLConnection.HTTP_BAD_GATEWAY,
          HttpURLConnection.HTTP_UNAVAILABLE,
          HttpURLConnection.HTTP_GATEWAY_TIMEOUT);

  private final int code;
  private final transient JsonNode status;

  /**
   * An answer that is no success.
   *
   * @param code HTTP status
   * @param status the body, as far as it is JSON
   */
  ApiFailure(String request, int code, JsonNode status) {
    super(status.path("message").asText(request + " was answered with HTTP status " + code));
    this.code = code;
    this.status = status;
  }

  /** No answer at all. */
  ApiFailure(String request, @Nullable Throwable cause) {
    super(request + " got no answer", cause);
    this.code = 0;
    this.status = MissingNode.getInstance();
  }

  public boolean isNotFound() {
    return code == HttpURLConnection.HTTP_NOT_FOUND;
  }

  /** Somebody else was faster. */
  public boolean isConflict() {
    return code == HttpURLConnection.HTTP_CONFLICT;
  }

  /** The continuation of a list came too late. */
  boolean isExpired() {
    return code == HttpURLConnection.HTTP_GONE;
  }

  /** With which an expired list goes on at the same place; empty if it does not. */
  String freshContinuation() {
    return status.at("/metadata/continue").asText("");
  }

  /** Whoever asks has no right to. */
  public boolean isForbidden() {
    return code == HttpURLConnection.HTTP_FORBIDDEN;
  }

  /** Whether the same request may succeed a little later. */
  public boolean isTransient() {
    return code == 0 || TRANSIENT.contains(code);
  }
}
