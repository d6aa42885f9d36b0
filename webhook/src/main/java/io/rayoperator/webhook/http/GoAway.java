package io.rayoperator.webhook.http;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http2.Http2ConnectionHandler;
import io.netty.handler.codec.http2.Http2Error;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Asks the clients of HTTP/2 connections to begin no more requests, and takes those that are on
 * their way all the same (RFC 9113, section 6.8).
 *
 * <p>A GOAWAY that names the last request that has come, as Micronaut sends it, would be wrong: a
 * client that has begun another one meanwhile cancels it, and Netty takes that for an error of the
 * protocol and cuts the connection off, with all requests that still run.
 */
@Singleton
public final class GoAway implements Http2ConnectionSetup {

  /** Stands for requests that are still to come. */
  private static final int ANY_REQUEST = Integer.MAX_VALUE;

  private final Map<ChannelHandlerContext, Http2ConnectionHandler> connections =
      new ConcurrentHashMap<>();
  private volatile boolean announced;

  @Override
  public void prepare(Http2ConnectionHandler connection, ChannelHandlerContext context) {
    connections.put(context, connection);
    ChannelFutureListener forget = closed -> connections.remove(context);
    context.channel().closeFuture().addListener(forget);
    if (announced) {
      tell(connection, context);
    }
  }

  /** Tells all connections, and each new one. */
  public void announce() {
    announced = true;
    connections.forEach((context, connection) -> tell(connection, context));
  }

  private static void tell(Http2ConnectionHandler connection, ChannelHandlerContext context) {
    context
        .executor()
        .execute(
            () -> {
              if (!connection.connection().goAwaySent()) {
                var _ =
                    connection.goAway(
                        context,
                        ANY_REQUEST,
                        Http2Error.NO_ERROR.code(),
                        Unpooled.EMPTY_BUFFER,
                        context.newPromise());
                context.flush();
              }
            });
  }
}
