package io.rayoperator.cli.metrics;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.net.spi.InetAddressResolver;
import java.net.spi.InetAddressResolverProvider;
import java.util.stream.Stream;

/**
 * Names are looked up as ever; whom an address belongs to is asked of nobody.
 *
 * <p>The JDK's HTTPS server asks that of each client before the handshake, and keeps the client
 * waiting for as long as the name server does: for seconds in a cluster that has none for addresses
 * of pods. Nothing here wants to know. The JVM finds this class by its name in {@code
 * META-INF/services}.
 */
public final class NoReverseLookups extends InetAddressResolverProvider {

  @Override
  public InetAddressResolver get(Configuration configuration) {
    return new Resolver(configuration.builtinResolver());
  }

  @Override
  public String name() {
    return "without reverse lookups";
  }

  private record Resolver(InetAddressResolver builtin) implements InetAddressResolver {

    @Override
    public Stream<InetAddress> lookupByName(String host, LookupPolicy policy)
        throws UnknownHostException {
      return builtin.lookupByName(host, policy);
    }

    @Override
    public String lookupByAddress(byte[] address) throws UnknownHostException {
      throw new UnknownHostException("addresses are not looked up");
    }
  }
}
