package io.rayoperator.webhook.http;

import io.micronaut.context.event.ApplicationEventListener;
import io.micronaut.http.context.event.HttpRequestReceivedEvent;
import jakarta.inject.Singleton;

/** Tells {@link InFlightRequests} of new requests. */
@Singleton
final class RequestBeginning implements ApplicationEventListener<HttpRequestReceivedEvent> {

  private final InFlightRequests requests;

  RequestBeginning(InFlightRequests requests) {
    this.requests = requests;
  }

  @Override
  public void onApplicationEvent(HttpRequestReceivedEvent event) {
    requests.begin(event.getSource());
  }
}
