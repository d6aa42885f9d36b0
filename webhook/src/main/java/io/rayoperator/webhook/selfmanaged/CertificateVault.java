package io.rayoperator.webhook.selfmanaged;

import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Keeps files, for several processes at once. */
interface CertificateVault {

  /**
   * Files as they were read.
   *
   * @param version changes with every write
   */
  record Content(Map<String, byte[]> files, String version) {}

  /** Returns what is there, or null if nothing is. */
  @Nullable Content read() throws IOException;

  /**
   * Replaces all files, unless somebody else has done so.
   *
   * @param version of what is replaced; null if nothing was there
   * @return false if what is there is of another version: read again
   */
  boolean write(Map<String, byte[]> files, @Nullable String version) throws IOException;
}
