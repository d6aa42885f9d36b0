package io.rayoperator.webhook.http;

import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http2.Http2ConnectionAdapter;
import io.netty.handler.codec.http2.Http2ConnectionHandler;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Stream;
import jakarta.inject.Singleton;

/**
 * Ends HTTP/2 requests that are answered before all of them has come, such as one with a body above
 * the limit: asks the client without error to stop sending (RFC 9113, section 8.1).
 *
 * <p>Otherwise the bytes that have come and that nobody will read take their part of the
 * connection's flow-control window for as long as the client leaves the request open. A few of
 * those, and nobody can send anything on the connection any more; the API server has only one.
 */
@Singleton
final class UnreadRequests implements Http2ConnectionSetup {

  @Override
  public void prepare(Http2ConnectionHandler connection, ChannelHandlerContext context) {
    connection.connection().addListener(new Answers(connection, context));
  }

  /** Is told when answers end. */
  private static final class Answers extends Http2ConnectionAdapter {

    private final Http2ConnectionHandler connection;
    private final ChannelHandlerContext context;

    Answers(Http2ConnectionHandler connection, ChannelHandlerContext context) {
      this.connection = connection;
      this.context = context;
    }

    @Override
    public void onStreamHalfClosed(Http2Stream stream) {
      if (isAnsweredUnread(stream)) {
        // A moment later: the rest of the request may be here already.
        context.executor().execute(() -> end(stream));
      }
    }

    private void end(Http2Stream stream) {
      if (isAnsweredUnread(stream)) {
        var _ =
            connection.resetStream(
                context, stream.id(), Http2Error.NO_ERROR.code(), context.newPromise());
        context.flush();
      }
    }

    private static boolean isAnsweredUnread(Http2Stream stream) {
      return stream.state() == Http2Stream.State.HALF_CLOSED_LOCAL;
    }
  }
}
