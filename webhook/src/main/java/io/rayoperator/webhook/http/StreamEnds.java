package io.rayoperator.webhook.http;

import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http2.Http2Connection;
import io.netty.handler.codec.http2.Http2ConnectionAdapter;
import io.netty.handler.codec.http2.Http2ConnectionHandler;
import io.netty.handler.codec.http2.Http2Stream;
import jakarta.inject.Singleton;

/** Does what {@link RequestChannel#onClose} was asked to do. */
@Singleton
final class StreamEnds implements Http2ConnectionSetup {

  @Override
  public void prepare(Http2ConnectionHandler connection, ChannelHandlerContext context) {
    Http2Connection.PropertyKey key = connection.connection().newKey();
    context.channel().attr(RequestChannel.CLOSE_ACTION).set(key);
    connection
        .connection()
        .addListener(
            new Http2ConnectionAdapter() {
              @Override
              public void onStreamClosed(Http2Stream stream) {
                Runnable action = stream.removeProperty(key);
                if (action != null) {
                  action.run();
                }
              }
            });
  }
}
