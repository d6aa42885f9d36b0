package io.rayoperator.webhook.http;

import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http2.Http2ConnectionHandler;

/** Something to do to each new HTTP/2 connection. */
interface Http2ConnectionSetup {

  /** Is called on the connection's event loop, before the first request. */
  void prepare(Http2ConnectionHandler connection, ChannelHandlerContext context);
}
