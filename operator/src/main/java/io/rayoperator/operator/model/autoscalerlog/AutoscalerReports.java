package io.rayoperator.operator.model.autoscalerlog;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Finds the status blocks in a log of Ray's autoscaler and reads them: those of Ray 1.2, which
 * {@code legacy_info_string.py} still writes, and those of {@code format_info_string} in {@code
 * autoscaler/_private/util.py}, which both of Ray's autoscalers format with. A block ends with the
 * first line that cannot be of it.
 */
public final class AutoscalerReports {

  private static final int MAX_LINES = 1000;

  /**
   * Of a kind; with {@link #MAX_ENTRY} a cluster costs some ten kilobytes, whatever its log says.
   */
  private static final int MAX_ENTRIES = 50;

  private static final int MAX_ENTRY = 200;

  // Each of these takes time by the length of a line and no more, whatever a tenant writes there.

  private static final String RULE = "====";
  private static final List<String> NEW_HEADERS =
      List.of(RULE + " Autoscaler status: ", RULE + " Cluster status: ");

  private static final Pattern OLD_HEADER = Pattern.compile("Cluster status: \\d+ nodes");

  /** What is logged in front of a block, as that begins with an end of line. */
  private static final Pattern EMPTY_RECORD =
      Pattern.compile("^\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d.* --$");

  private static final Pattern IDLE_SECONDS =
      Pattern.compile("^ - NodeIdleSeconds: (Min=-?\\d{1,12} Mean=-?\\d{1,12} Max=-?\\d{1,12})$");
  private static final Pattern OLD_USAGE = Pattern.compile("^ - ResourceUsage: (.*)$");
  private static final Pattern NODE_IDLE = Pattern.compile("^ Idle: (\\d{1,15}) ms$");
  private static final Pattern USAGE = Pattern.compile("^ [0-9.]++[^ /]*+/[0-9.]++[^ /]*+ .+");

  private static final Set<String> HEADINGS =
      Set.of(
          "Node status",
          "Healthy:",
          "Active:",
          "Idle:",
          "Pending:",
          "Recent failures:",
          "Resources",
          "Usage:",
          "Total Usage:",
          "Constraints:",
          "Total Constraints:",
          "Demands:",
          "Total Demands:");

  private static final Pattern OTHER_LINES =
      Pattern.compile(
          "^(?:|-+| .*|Node: .*|GCS request time: .*|Autoscaler iteration time: .*"
              + "|Node Provider non_terminated_nodes time: .*)$");

  private enum Block {
    NONE,
    OLD,
    NEW
  }

  private AutoscalerReport latest = AutoscalerReport.NOTHING;
  private Block block = Block.NONE;
  private int lines;
  private String heading = "";
  private final List<String> usage = new ArrayList<>();
  private final List<String> demands = new ArrayList<>();
  private final List<Long> idleMillis = new ArrayList<>();
  private @Nullable String idleSeconds;
  private boolean saysUsage;
  private boolean saysDemands;

  /** What the blocks said that have ended. */
  public AutoscalerReport latest() {
    return latest;
  }

  /**
   * Takes the next line of the log.
   *
   * @return whether it belongs to a status block
   */
  public boolean take(String line) {
    if (line.endsWith(RULE) && NEW_HEADERS.stream().anyMatch(line::contains)) {
      begin(Block.NEW);
      return true;
    }
    if (OLD_HEADER.matcher(line).find()) {
      begin(Block.OLD);
      return true;
    }
    if (block != Block.NONE && ++lines <= MAX_LINES && belongs(line)) {
      return true;
    }
    end();
    return EMPTY_RECORD.matcher(line).matches();
  }

  private boolean belongs(String line) {
    return block == Block.OLD ? ofOld(line) : ofNew(line);
  }

  private boolean ofOld(String line) {
    Matcher idle = IDLE_SECONDS.matcher(line);
    if (idle.matches()) {
      idleSeconds = idle.group(1);
    }
    Matcher resources = OLD_USAGE.matcher(line);
    if (resources.matches()) {
      saysUsage = true;
      add(usage, resources.group(1));
    }
    return line.startsWith(" - ") || line.equals("Worker node types:");
  }

  private boolean ofNew(String line) {
    if (HEADINGS.contains(line) || line.startsWith("Node: ")) {
      heading = line;
      saysUsage |= isOf("Usage:");
      saysDemands |= isOf("Demands:");
      return true;
    }
    Matcher idle = NODE_IDLE.matcher(line);
    if (idle.matches() && heading.startsWith("Node: ") && idleMillis.size() < MAX_LINES) {
      idleMillis.add(Long.valueOf(idle.group(1)));
    } else if (isOf("Usage:") && USAGE.matcher(line).matches()) {
      add(usage, line.strip());
    } else if ((isOf("Demands:") || isOf("Constraints:")) && line.startsWith(" {")) {
      add(demands, line.strip());
    }
    return OTHER_LINES.matcher(line).matches();
  }

  private boolean isOf(String section) {
    return heading.endsWith(section);
  }

  private static void add(List<String> entries, String entry) {
    if (entries.size() < MAX_ENTRIES) {
      entries.add(entry.length() <= MAX_ENTRY ? entry : entry.substring(0, MAX_ENTRY) + "…");
    }
  }

  private void begin(Block next) {
    end();
    block = next;
  }

  private void end() {
    if (block != Block.NONE) {
      latest =
          new AutoscalerReport(
                  idleSeconds == null ? ofNodes(idleMillis) : idleSeconds,
                  saysUsage ? List.copyOf(usage) : null,
                  saysDemands ? List.copyOf(demands) : null)
              .after(latest);
    }
    block = Block.NONE;
    lines = 0;
    heading = "";
    idleSeconds = null;
    saysUsage = false;
    saysDemands = false;
    usage.clear();
    demands.clear();
    idleMillis.clear();
  }

  /** In the words of Ray 1.2; null if no node told. */
  private static @Nullable String ofNodes(List<Long> idleMillis) {
    var seconds = idleMillis.stream().mapToLong(millis -> millis / 1000).summaryStatistics();
    return seconds.getCount() == 0
        ? null
        : "Min=%d Mean=%d Max=%d"
            .formatted(seconds.getMin(), (long) seconds.getAverage(), seconds.getMax());
  }
}
