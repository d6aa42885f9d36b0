package io.rayoperator.systemtests;

import io.rayoperator.testing.Repository;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * A row of the first table of {@code docs/gitops.md}: what is said of a worker group, as the fields
 * of a YAML map.
 */
record GitOpsCase(String before, String scaled, String applied, String after) {

  private static final Pattern ROW =
      Pattern.compile("^\\| `(.+?)` \\| `(.+?)` \\| `(.+?)` \\| `(.+?)` \\|$", Pattern.MULTILINE);

  static List<GitOpsCase> all() {
    try {
      return ROW.matcher(Files.readString(Repository.root().resolve("docs/gitops.md")))
          .results()
          .map(GitOpsCase::of)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static GitOpsCase of(MatchResult row) {
    return new GitOpsCase(row.group(1), row.group(2), row.group(3), row.group(4));
  }
}
