package io.rayoperator.webhook.http;

import io.micronaut.context.event.ApplicationEventListener;
import io.micronaut.http.context.event.HttpRequestTerminatedEvent;
import jakarta.inject.Singleton;

/**
 * Tells {@link InFlightRequests} and {@link BodyBudget} of requests whose answer is written or
 * whose connection is gone.
 */
@Singleton
final class RequestEnd implements ApplicationEventListener<HttpRequestTerminatedEvent> {

  private final InFlightRequests requests;

  RequestEnd(InFlightRequests requests) {
    this.requests = requests;
  }

  @Override
  public void onApplicationEvent(HttpRequestTerminatedEvent event) {
    requests.end(event.getSource());
    BodyBudgetFilter.share(event.getSource()).ifPresent(BodyBudget.Share::end);
  }
}
