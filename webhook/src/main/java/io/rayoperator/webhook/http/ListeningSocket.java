package io.rayoperator.webhook.http;

import io.micronaut.context.event.BeanCreatedEvent;
import io.micronaut.context.event.BeanCreatedEventListener;
import io.micronaut.http.server.netty.NettyServerCustomizer;
import io.netty.channel.Channel;
import jakarta.inject.Singleton;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** The socket that takes new connections: can be closed while the old ones go on. */
@Singleton
public final class ListeningSocket
    implements BeanCreatedEventListener<NettyServerCustomizer.Registry> {

  private final Queue<Channel> channels = new ConcurrentLinkedQueue<>();

  @Override
  public NettyServerCustomizer.Registry onCreated(
      BeanCreatedEvent<NettyServerCustomizer.Registry> event) {
    event.getBean().register(new Customizer(channels));
    return event.getBean();
  }

  /** Takes no new connections from now on. */
  public void close() {
    channels.forEach(channel -> channel.close().syncUninterruptibly());
  }

  private record Customizer(Queue<Channel> channels) implements NettyServerCustomizer {

    @Override
    public NettyServerCustomizer specializeForChannel(Channel channel, ChannelRole role) {
      if (role == ChannelRole.LISTENER) {
        channels.add(channel);
      }
      return this;
    }
  }
}
