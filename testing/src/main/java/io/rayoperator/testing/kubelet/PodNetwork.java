package io.rayoperator.testing.kubelet;

import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * A network on this machine where each pod has an address of its own: a bridge, and a network
 * namespace for each pod. This machine has the address of the {@link #gateway()} there.
 *
 * <p>The names hold the id of this process, so that a later one can remove what a killed one left.
 */
public final class PodNetwork implements AutoCloseable {

  private static final String PREFIX = "rop";
  private static final Pattern OURS = Pattern.compile("\\b" + PREFIX + "(\\d+)(?:-\\d+)?\\b");

  /** Apart from Services (10.0), simulated pods (10.64 to 10.127) and real nodes (10.244). */
  private static final String ADDRESSES = "10.213.";

  private static final int FIRST_POD = 10;
  private static final int LAST_POD = 250;

  private final String name;
  private final String subnet;
  private final Deque<Integer> free = new ArrayDeque<>();

  private PodNetwork(String name, String subnet) {
    this.name = name;
    this.subnet = subnet;
    IntStream.rangeClosed(FIRST_POD, LAST_POD).forEach(free::addLast);
  }

  /**
   * The place of a pod in the network.
   *
   * @param namespace name of the network namespace
   */
  record Attachment(int number, String namespace, String address) {}

  /** Returns why there can be no such network here; empty if there can. */
  public static Optional<String> obstacle() {
    try {
      if (!Commands.run("id", "-u").equals("0")) {
        return Optional.of("only root can make network namespaces");
      }
      String probe = PREFIX + ProcessHandle.current().pid() + "-0";
      Commands.run("ip", "netns", "add", probe);
      Commands.run("ip", "netns", "delete", probe);
      return Optional.empty();
    } catch (IllegalStateException | UncheckedIOException e) {
      return Optional.of("no network namespaces here: " + e.getMessage());
    }
  }

  /** Makes a network in a range of addresses that nobody uses. */
  public static PodNetwork open() {
    removeLeftOvers();
    String used = Commands.run("ip", "-4", "-oneline", "address");
    String subnet =
        IntStream.range(0, 256)
            .mapToObj(third -> ADDRESSES + third + ".")
            .filter(range -> !used.contains(range))
            .findFirst()
            .orElseThrow();
    PodNetwork network = new PodNetwork(PREFIX + ProcessHandle.current().pid(), subnet);
    Commands.run("ip", "link", "add", network.name, "type", "bridge");
    Commands.run("ip", "address", "add", network.gateway() + "/24", "dev", network.name);
    Commands.run("ip", "link", "set", network.name, "up");
    return network;
  }

  /** The address of this machine that pods reach. */
  public String gateway() {
    return subnet + "1";
  }

  /** Gives a pod its place. */
  synchronized Attachment attach() {
    int number = free.removeFirst();
    Attachment pod = new Attachment(number, name + "-" + number, subnet + number);
    String outside = "v" + pod.namespace().substring(PREFIX.length());
    Commands.run("ip", "netns", "add", pod.namespace());
    Commands.run(
        "ip",
        "link",
        "add",
        outside,
        "type",
        "veth",
        "peer",
        "name",
        "eth0",
        "netns",
        pod.namespace());
    Commands.run("ip", "link", "set", outside, "master", name, "up");
    inside(pod, "link", "set", "lo", "up");
    inside(pod, "address", "add", pod.address() + "/24", "dev", "eth0");
    inside(pod, "link", "set", "eth0", "up");
    inside(pod, "route", "add", "default", "via", gateway());
    return pod;
  }

  private static void inside(Attachment pod, String... arguments) {
    String[] command = new String[arguments.length + 3];
    command[0] = "ip";
    command[1] = "-netns";
    command[2] = pod.namespace();
    System.arraycopy(arguments, 0, command, 3, arguments.length);
    Commands.run(command);
  }

  /** Takes the place away; the address is used again as late as possible. */
  synchronized void detach(Attachment pod) {
    Commands.run("ip", "netns", "delete", pod.namespace());
    free.addLast(pod.number());
  }

  @Override
  public void close() {
    remove(name);
  }

  private static void removeLeftOvers() {
    OURS.matcher(Commands.run("ip", "-oneline", "link") + "\n" + Commands.run("ip", "netns"))
        .results()
        .filter(found -> ProcessHandle.of(Long.parseLong(found.group(1))).isEmpty())
        .map(found -> PREFIX + found.group(1))
        .distinct()
        .forEach(PodNetwork::remove);
  }

  private static void remove(String network) {
    Commands.run("ip", "netns")
        .lines()
        .map(line -> line.split(" ", 2)[0])
        .filter(namespace -> namespace.startsWith(network + "-"))
        .forEach(namespace -> Commands.run("ip", "netns", "delete", namespace));
    if (Commands.run("ip", "-oneline", "link").contains(" " + network + ":")) {
      Commands.run("ip", "link", "delete", network);
    }
  }
}
