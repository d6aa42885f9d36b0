package io.rayoperator.webhook.http;

import io.micronaut.http.server.netty.NettyHttpRequest;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http2.Http2Connection;
import io.netty.handler.codec.http2.Http2ConnectionHandler;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Stream;
import io.netty.handler.codec.http2.HttpConversionUtil.ExtensionHeaderNames;
import io.netty.util.AttributeKey;
import io.netty.util.concurrent.EventExecutor;
import org.jspecify.annotations.Nullable;

/**
 * Where a request comes from: the stream of an HTTP/2 connection, or an HTTP/1.1 connection. To be
 * used on its {@link #executor}.
 *
 * @param http2 null for HTTP/1.1
 * @param stream null for HTTP/1.1, and if it is closed already
 */
record RequestChannel(
    ChannelHandlerContext context,
    @Nullable Http2ConnectionHandler http2,
    @Nullable Http2Stream stream) {

  /** What to do when a stream is closed is a property of the stream, with this key. */
  static final AttributeKey<Http2Connection.PropertyKey> CLOSE_ACTION =
      AttributeKey.valueOf(RequestChannel.class, "closeAction");

  static RequestChannel of(NettyHttpRequest<?> request) {
    ChannelHandlerContext context = request.getChannelHandlerContext();
    Http2ConnectionHandler http2 = context.pipeline().get(Http2ConnectionHandler.class);
    if (http2 == null) {
      return new RequestChannel(context, null, null);
    }
    // Netty's own, whatever the client sends by that name.
    int id = request.getNativeRequest().headers().getInt(ExtensionHeaderNames.STREAM_ID.text(), 0);
    return new RequestChannel(context, http2, http2.connection().stream(id));
  }

  EventExecutor executor() {
    return context.executor();
  }

  /**
   * Runs an action when the client has taken the answer, or is gone.
   *
   * @return false if that cannot be known, which is so with HTTP/1.1
   */
  boolean onClose(Runnable action) {
    if (http2 == null) {
      return false;
    }
    if (stream == null) {
      action.run();
    } else {
      stream.setProperty(context.channel().attr(CLOSE_ACTION).get(), action);
    }
    return true;
  }

  /** Ends the request without an answer; with HTTP/1.1, by closing its connection. */
  void abort() {
    if (http2 == null) {
      var _ = context.channel().close();
    } else if (stream != null) {
      ChannelHandlerContext connection = context.pipeline().context(http2);
      LostRequests.forget(stream, http2, connection);
      var _ =
          http2.resetStream(
              connection, stream.id(), Http2Error.CANCEL.code(), connection.newPromise());
      connection.flush();
    }
  }
}
