package io.rayoperator.webhook.http;

import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http2.Http2ConnectionHandler;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2LocalFlowController;
import jakarta.inject.Singleton;

/**
 * Gives each HTTP/2 connection room for the beginnings of as many bodies as it may have requests
 * (RFC 9113, section 6.9): those that wait to be read must not keep the others from going on.
 */
@Singleton
public final class ConnectionWindow implements Http2ConnectionSetup {

  /** Requests at the same time; the API server opens another connection for more. */
  public static final int MAX_STREAMS = 100;

  @Override
  public void prepare(Http2ConnectionHandler connection, ChannelHandlerContext context) {
    context.executor().execute(() -> widen(connection, context));
  }

  private static void widen(Http2ConnectionHandler connection, ChannelHandlerContext context) {
    Http2LocalFlowController flow = connection.connection().local().flowController();
    try {
      flow.incrementWindowSize(
          // Twice as much: the client is told of room when half of all is free.
          connection.connection().connectionStream(), 2 * MAX_STREAMS * flow.initialWindowSize());
      context.flush();
    } catch (Http2Exception e) {
      throw new IllegalStateException("A new connection's window can be widened", e);
    }
  }
}
