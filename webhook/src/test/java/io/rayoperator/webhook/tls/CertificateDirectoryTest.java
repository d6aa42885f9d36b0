package io.rayoperator.webhook.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CertificateDirectoryTest {

  @TempDir Path directory;

  /** As the kubelet does it: a new directory, the link moved to it, the old directory gone. */
  private void mount(String generation, byte[] key, byte[] certificate) throws IOException {
    Path link = directory.resolve("..data");
    Path former = Files.exists(link) ? link.toRealPath() : null;
    Path next = Files.createDirectory(directory.resolve(".." + generation));
    Files.write(next.resolve("tls.key"), key);
    Files.write(next.resolve("tls.crt"), certificate);
    Path temporary = Files.createSymbolicLink(directory.resolve("..data_tmp"), next.getFileName());
    Files.move(temporary, link, StandardCopyOption.ATOMIC_MOVE);
    if (former != null) {
      Files.delete(former.resolve("tls.key"));
      Files.delete(former.resolve("tls.crt"));
      Files.delete(former);
    }
  }

  @Test
  void filesOfAPlainDirectoryAreRead() throws Exception {
    Files.writeString(directory.resolve("tls.key"), "k");
    Files.writeString(directory.resolve("tls.crt"), "c");
    assertThat(new CertificateDirectory(directory).read())
        .isEqualTo(new KeyPairPem(new byte[] {'k'}, new byte[] {'c'}));
  }

  @Test
  void bothFilesAreOfOneGenerationWhileTheKubeletSwapsThem() throws Exception {
    mount("0", new byte[] {0}, new byte[] {0});
    AtomicBoolean done = new AtomicBoolean();
    CompletableFuture<Void> kubelet =
        CompletableFuture.runAsync(
            () -> {
              for (int i = 1; i <= 500; i++) {
                byte[] generation = {(byte) i, (byte) (i >> 8)};
                try {
                  mount(Integer.toString(i), generation, generation);
                } catch (IOException e) {
                  throw new IllegalStateException(e);
                }
              }
              done.set(true);
            });
    CertificateDirectory source = new CertificateDirectory(directory);
    int reads = 0;
    while (!done.get() && !kubelet.isCompletedExceptionally()) {
      KeyPairPem pair = source.read();
      assertThat(pair.key()).isEqualTo(pair.certificate());
      reads++;
    }
    kubelet.join();
    assertThat(reads).isPositive();
  }

  @Test
  void missingFileIsNamed() {
    assertThatThrownBy(() -> new CertificateDirectory(directory).read())
        .isInstanceOf(NoSuchFileException.class)
        .hasMessageContaining("tls.key");
  }
}
