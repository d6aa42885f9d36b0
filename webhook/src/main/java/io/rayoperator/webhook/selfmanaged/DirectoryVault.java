package io.rayoperator.webhook.selfmanaged;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Files in a directory that only its owner can read.
 *
 * <p>Laid out as the kubelet lays out a mounted Secret: each write makes a new directory, to which
 * the link {@code ..data} is then moved, so that readers see all files of one write. Links beside
 * it show the files by their names.
 */
final class DirectoryVault implements CertificateVault {

  private static final String CURRENT = "..data";
  private static final String LOCK = ".lock";

  /** File locks keep processes apart, not threads. */
  private static final Object IN_THIS_PROCESS = new Object();

  private final Path directory;

  DirectoryVault(Path directory) {
    this.directory = directory;
  }

  @Override
  public @Nullable Content read() throws IOException {
    Path link = directory.resolve(CURRENT);
    if (!Files.exists(link)) {
      return null;
    }
    Path generation = link.toRealPath();
    Map<String, byte[]> files = new TreeMap<>();
    for (Path file : list(generation)) {
      files.put(file.getFileName().toString(), Files.readAllBytes(file));
    }
    return new Content(files, generation.getFileName().toString());
  }

  @Override
  public boolean write(Map<String, byte[]> files, @Nullable String version) throws IOException {
    Files.createDirectories(directory);
    synchronized (IN_THIS_PROCESS) {
      try (FileChannel channel =
              FileChannel.open(
                  directory.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
          FileLock lock = channel.lock()) {
        Content current = read();
        boolean isUnchanged =
            version == null
                ? current == null
                : current != null && version.equals(current.version());
        if (isUnchanged && lock.isValid()) {
          replace(files, version);
        }
        return isUnchanged;
      }
    }
  }

  private void replace(Map<String, byte[]> files, @Nullable String former) throws IOException {
    Path generation = directory.resolve(".." + UUID.randomUUID());
    Files.createDirectory(
        generation,
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    for (Map.Entry<String, byte[]> file : files.entrySet()) {
      Files.write(generation.resolve(file.getKey()), file.getValue());
    }
    link(CURRENT, generation.getFileName());
    for (String name : files.keySet()) {
      if (!Files.exists(directory.resolve(name))) {
        link(name, Path.of(CURRENT, name));
      }
    }
    if (former != null) {
      delete(directory.resolve(former));
    }
  }

  private void link(String name, Path target) throws IOException {
    Path temporary = directory.resolve(".." + UUID.randomUUID());
    Files.createSymbolicLink(temporary, target);
    Files.move(temporary, directory.resolve(name), StandardCopyOption.ATOMIC_MOVE);
  }

  private static void delete(Path generation) throws IOException {
    for (Path file : list(generation)) {
      Files.deleteIfExists(file);
    }
    Files.deleteIfExists(generation);
  }

  private static List<Path> list(Path generation) throws IOException {
    try (Stream<Path> files = Files.list(generation)) {
      return files.toList();
    }
  }
}
