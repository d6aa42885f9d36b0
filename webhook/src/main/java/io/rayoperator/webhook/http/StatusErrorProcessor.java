package io.rayoperator.webhook.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.micronaut.http.HttpMethod;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.server.exceptions.response.Error;
import io.micronaut.http.server.exceptions.response.ErrorContext;
import io.micronaut.http.server.exceptions.response.ErrorResponseProcessor;
import io.rayoperator.webhook.review.ReviewJson;
import jakarta.inject.Singleton;
import java.util.stream.Collectors;

/**
 * Answers every HTTP error with a Kubernetes Status, whose message the API server passes on to its
 * client.
 */
@Singleton
final class StatusErrorProcessor implements ErrorResponseProcessor<byte[]> {

  @Override
  public MutableHttpResponse<byte[]> processResponse(
      ErrorContext context, MutableHttpResponse<?> response) {
    byte[] body =
        context.getRequest().getMethod() == HttpMethod.HEAD
            ? new byte[0]
            : status(context, response);
    return response.body(body).contentType(MediaType.APPLICATION_JSON_TYPE);
  }

  private static byte[] status(ErrorContext context, MutableHttpResponse<?> response) {
    ObjectNode status = ReviewJson.MAPPER.createObjectNode();
    status.put("kind", "Status");
    status.put("apiVersion", "v1");
    status.put("status", "Failure");
    status.put("message", message(context, response));
    status.put("code", response.code());
    try {
      return ReviewJson.MAPPER.writeValueAsBytes(status);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("A tree can always be written", e);
    }
  }

  private static String message(ErrorContext context, MutableHttpResponse<?> response) {
    return context.hasErrors()
        ? context.getErrors().stream().map(Error::getMessage).collect(Collectors.joining("; "))
        : response.reason();
  }
}
