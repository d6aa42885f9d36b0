package io.rayoperator.webhook.http;

import io.micronaut.context.event.BeanCreatedEvent;
import io.micronaut.context.event.BeanCreatedEventListener;
import io.micronaut.http.server.netty.NettyServerCustomizer;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http2.Http2ConnectionHandler;
import jakarta.inject.Singleton;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Prepares each new connection that turns out to speak HTTP/2. */
@Singleton
final class Http2Connections implements BeanCreatedEventListener<NettyServerCustomizer.Registry> {

  private final List<Http2ConnectionSetup> setups;

  Http2Connections(List<Http2ConnectionSetup> setups) {
    this.setups = List.copyOf(setups);
  }

  @Override
  public NettyServerCustomizer.Registry onCreated(
      BeanCreatedEvent<NettyServerCustomizer.Registry> event) {
    event.getBean().register(new Customizer(setups, null));
    return event.getBean();
  }

  /**
   * Looks at each connection once it is known which protocol it speaks.
   *
   * @param channel null for the server as a whole
   */
  private record Customizer(List<Http2ConnectionSetup> setups, @Nullable Channel channel)
      implements NettyServerCustomizer {

    @Override
    public NettyServerCustomizer specializeForChannel(Channel newChannel, ChannelRole role) {
      return role == ChannelRole.CONNECTION ? new Customizer(setups, newChannel) : this;
    }

    @Override
    public void onInitialPipelineBuilt() {
      ChannelHandlerContext context =
          channel == null ? null : channel.pipeline().context(Http2ConnectionHandler.class);
      if (context != null && context.handler() instanceof Http2ConnectionHandler connection) {
        setups.forEach(setup -> setup.prepare(connection, context));
      }
    }
  }
}
