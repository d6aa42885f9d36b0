package io.rayoperator.cli.manifest;

import java.io.PrintWriter;

/** Writes documents one after the other, with the separators that they had in their files. */
public final class ManifestWriter {

  private final PrintWriter out;
  private boolean first = true;
  private boolean atLineStart = true;

  public ManifestWriter(PrintWriter out) {
    this.out = out;
  }

  /**
   * Writes a document.
   *
   * @param manifest as it was read
   * @param text what to write instead of its text
   */
  public void write(Manifest manifest, String text) {
    String separator = manifest.separator();
    if (separator.isEmpty() && !first) {
      separator = "---\n";
    }
    boolean onSameLine = !separator.isEmpty() && !separator.endsWith("\n");
    if (onSameLine && !text.equals(manifest.text()) && !text.startsWith("#")) {
      separator = separator.stripTrailing() + "\n"; // where a flow map may stand, a block may not
    }
    if (!atLineStart && !separator.isEmpty()) {
      out.print('\n');
    }
    out.print(separator);
    out.print(text);
    first = false;
    atLineStart = text.endsWith("\n");
  }
}
