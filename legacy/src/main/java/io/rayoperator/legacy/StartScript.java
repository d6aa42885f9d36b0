package io.rayoperator.legacy;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The one command of a Ray container: what the Python operator ran in it, line by line, from
 * outside. Each line has a shell of its own, as it had, and one that fails ends the pod.
 *
 * <p>Lines are run as they are, but for the last {@code ray start}: it stays in the foreground
 * ({@code --block}), so that the pod ends with Ray; it has no monitor beside it ({@code
 * --no-monitor}), as the autoscaler runs elsewhere; and no {@code --autoscaling-config}, a file
 * that the Python operator brought along.
 */
final class StartScript {

  private static final String RUN_UNTIL_STOPPED =
      """
      trap 'exit' TERM INT
      sleep infinity &
      wait
      """;

  private final List<String> parts = new ArrayList<>();

  private StartScript() {}

  /**
   * The script of the head.
   *
   * @param ownCommand what the container ran before; it goes on beside Ray, as it did
   * @param knowsNoMonitor whether this Ray has the option {@code --no-monitor}
   */
  static String ofHead(
      List<String> ownCommand, List<String> setup, List<String> start, boolean knowsNoMonitor) {
    StartScript script = new StartScript();
    script.beside(ownCommand);
    setup.forEach(script::step);
    script.start(start, knowsNoMonitor);
    return script.text();
  }

  /**
   * The script of a worker. It waits for the head, which the Python operator had started before.
   *
   * @param gcsPort where the head listens
   */
  static String ofWorker(
      List<String> ownCommand, List<String> setup, List<String> start, int gcsPort) {
    StartScript script = new StartScript();
    script.beside(ownCommand);
    script.parts.add("export RAY_HEAD_IP=\"${RAY_HEAD_IP:-$FQ_RAY_IP}\"\n");
    setup.forEach(script::step);
    script.parts.add(
        "until (: > \"/dev/tcp/$RAY_HEAD_IP/%d\") 2> /dev/null; do sleep 1; done\n"
            .formatted(gcsPort));
    script.start(start, false);
    return script.text();
  }

  /** The last {@code ray start} of some lines; null if there is none. */
  static @Nullable RayStart lastRayStart(List<String> lines) {
    RayStart last = null;
    for (String line : lines) {
      RayStart start = RayStart.in(line);
      last = start == null ? last : start;
    }
    return last;
  }

  private void beside(List<String> ownCommand) {
    if (!ownCommand.isEmpty()) {
      // The kubelet reads these words as it always did.
      parts.add(String.join(" ", ownCommand.stream().map(ShellText::quote).toList()) + " &\n");
    }
  }

  private void step(String line) {
    parts.add("(\n" + ShellText.forKubelet(line) + "\n) || exit\n");
  }

  private void start(List<String> lines, boolean withoutMonitor) {
    int last = lines.size() - 1;
    lines.subList(0, last).forEach(line -> step(understood(line, withoutMonitor)));
    String line = understood(lines.get(last), withoutMonitor);
    RayStart start = RayStart.in(line);
    if (start == null || start.inBackground()) {
      step(line);
      parts.add(RUN_UNTIL_STOPPED);
    } else {
      String blocking = start.blocks() ? line : start.with("--block");
      parts.add("(\n" + ShellText.forKubelet(blocking) + "\n) &\n");
      parts.add("trap 'ray stop > /dev/null 2>&1' TERM INT\nwait $!\n");
    }
  }

  private static String understood(String line, boolean withoutMonitor) {
    RayStart start = RayStart.in(line);
    if (start == null || !start.isHead()) {
      return line;
    }
    String without = start.withoutAutoscalingConfig();
    RayStart left = RayStart.in(without);
    return left == null || !withoutMonitor || left.has("--no-monitor")
        ? without
        : left.with("--no-monitor");
  }

  private String text() {
    return String.join("", parts);
  }
}
