package io.rayoperator.webhook.http;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http2.Http2ConnectionHandler;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2Stream;
import jakarta.inject.Singleton;

/**
 * Ends the requests of an HTTP/2 connection that is lost, as if the client had cancelled each of
 * them.
 *
 * <p>Micronaut looks for the requests of a lost connection when Netty has forgotten them already:
 * those whose bodies have not come as a whole would be waited for, and keep their memory, forever.
 */
@Singleton
final class LostRequests implements Http2ConnectionSetup {

  @Override
  public void prepare(Http2ConnectionHandler connection, ChannelHandlerContext context) {
    // Before the connection's own handler, which forgets the requests.
    context.pipeline().addBefore(context.name(), null, new Loss(connection, context));
  }

  /** Has Micronaut forget a request, as if the client had cancelled it. */
  static void forget(
      Http2Stream stream, Http2ConnectionHandler connection, ChannelHandlerContext context) {
    try {
      connection
          .decoder()
          .frameListener()
          .onRstStreamRead(context, stream.id(), Http2Error.CANCEL.code());
    } catch (Http2Exception e) {
      throw new IllegalStateException("A request can always be cancelled", e);
    }
  }

  private static final class Loss extends ChannelInboundHandlerAdapter {

    private final Http2ConnectionHandler connection;
    private final ChannelHandlerContext connectionContext;

    Loss(Http2ConnectionHandler connection, ChannelHandlerContext connectionContext) {
      this.connection = connection;
      this.connectionContext = connectionContext;
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) throws Http2Exception {
      connection
          .connection()
          .forEachActiveStream(
              stream -> {
                forget(stream, connection, connectionContext);
                return true;
              });
      context.fireChannelInactive();
    }
  }
}
