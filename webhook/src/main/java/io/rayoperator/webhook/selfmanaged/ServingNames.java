package io.rayoperator.webhook.selfmanaged;

import java.util.Set;
import java.util.TreeSet;

/**
 * What the serving certificate is issued for.
 *
 * @param dnsNames such as {@code ray-operator-webhook-service.ray-operator-system.svc}
 * @param ipAddresses literal, such as {@code 127.0.0.1}
 */
public record ServingNames(Set<String> dnsNames, Set<String> ipAddresses) {

  public ServingNames {
    dnsNames = new TreeSet<>(dnsNames);
    ipAddresses = new TreeSet<>(ipAddresses);
    if (dnsNames.isEmpty() && ipAddresses.isEmpty()) {
      throw new IllegalArgumentException("A serving certificate needs a DNS name or an IP address");
    }
  }

  /** A server that the API server reaches on this machine. */
  public static ServingNames local() {
    return new ServingNames(Set.of("localhost"), Set.of("127.0.0.1"));
  }

  /** A server that the API server reaches through a Service. */
  public static ServingNames ofService(String name, String namespace) {
    String host = name + "." + namespace + ".svc";
    return new ServingNames(Set.of(host, host + ".cluster.local"), Set.of());
  }

  /** The name that goes into the subject, which nobody verifies: the first one. */
  String common() {
    return dnsNames.isEmpty() ? ipAddresses.iterator().next() : dnsNames.iterator().next();
  }
}
