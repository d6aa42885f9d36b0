package io.rayoperator.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rayoperator.cli.manifest.Manifests;
import io.rayoperator.legacy.LegacyNames;
import io.rayoperator.migration.ManifestSink;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/** Writes manifests into a directory for each namespace. */
final class ManifestDirectory implements ManifestSink {

  private final Path directory;

  ManifestDirectory(Path directory) {
    this.directory = directory;
  }

  @Override
  public void keep(String namespace, String name, ObjectNode manifest, List<String> notices)
      throws IOException {
    Path folder = Files.createDirectories(directory.resolve(namespace));
    Path file = folder.resolve(name + ".yaml");
    // A process that is killed leaves the former file, or the new one, and no half of it.
    Path whole = Files.createTempFile(folder, name, ".tmp");
    Files.writeString(whole, text(name, manifest, notices));
    Files.move(whole, file, StandardCopyOption.REPLACE_EXISTING);
  }

  private static String text(String name, ObjectNode manifest, List<String> notices) {
    StringBuilder text = new StringBuilder();
    text.append("# The autoscaler runs in Deployment ")
        .append(LegacyNames.autoscaler(name))
        .append(", which goes with the cluster. In a new cluster it is a\n")
        .append("# container of the head pod if the annotation ")
        .append(LegacyNames.AUTOSCALER_ANNOTATION)
        .append(" is removed.\n");
    notices.forEach(
        notice -> text.append("# ").append(notice.replaceAll("\\p{Cntrl}", "?")).append('\n'));
    return text.append(Manifests.yaml(manifest)).toString();
  }
}
