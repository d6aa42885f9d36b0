package io.rayoperator.webhook.tls;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * {@code tls.crt} and {@code tls.key} in a directory, which may be a mounted Secret.
 *
 * <p>The kubelet updates a mounted Secret by pointing the symbolic link {@code ..data} to a new
 * directory. Two reads through the link can therefore return a key and a certificate of two
 * generations; so the link is followed once and both files are read from where it leads.
 */
public final class CertificateDirectory implements CertificateSource {

  public static final String CERTIFICATE = "tls.crt";
  public static final String KEY = "tls.key";

  private static final String GENERATION = "..data";
  private static final int ATTEMPTS = 10;

  private final Path directory;

  public CertificateDirectory(Path directory) {
    this.directory = directory;
  }

  @Override
  public KeyPairPem read() throws IOException {
    for (int attempt = 1; ; attempt++) {
      Path generation = generation();
      try {
        return new KeyPairPem(
            Files.readAllBytes(generation.resolve(KEY)),
            Files.readAllBytes(generation.resolve(CERTIFICATE)));
      } catch (NoSuchFileException e) {
        // The kubelet removes the old generation right after the switch: follow the link again.
        if (attempt == ATTEMPTS || generation.equals(generation())) {
          throw new NoSuchFileException(e.getFile(), null, "there is no such file");
        }
      }
    }
  }

  private Path generation() throws IOException {
    Path link = directory.resolve(GENERATION);
    return Files.isSymbolicLink(link) ? directory.resolve(Files.readSymbolicLink(link)) : directory;
  }
}
