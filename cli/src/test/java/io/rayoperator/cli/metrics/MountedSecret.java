package io.rayoperator.cli.metrics;

import io.rayoperator.webhook.tls.KeyPairPem;
import io.rayoperator.webhook.tls.ServingCertificate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;

/** Files as the kubelet mounts a Secret. */
final class MountedSecret {

  private MountedSecret() {}

  /**
   * Replaces the pair in a directory.
   *
   * @return the certificate
   */
  static X509Certificate replace(Path directory, KeyPairPem pair)
      throws IOException, GeneralSecurityException {
    Path generation = Files.createTempDirectory(directory, "..generation");
    Files.write(generation.resolve("tls.crt"), pair.certificate());
    Files.write(generation.resolve("tls.key"), pair.key());
    Path link = Files.createSymbolicLink(directory.resolve("..data_tmp"), generation.getFileName());
    Files.move(link, directory.resolve("..data"), StandardCopyOption.ATOMIC_MOVE);
    for (String name : new String[] {"tls.crt", "tls.key"}) {
      if (!Files.exists(directory.resolve(name))) {
        Files.createSymbolicLink(directory.resolve(name), Path.of("..data", name));
      }
    }
    return ServingCertificate.parse(pair).leaf();
  }
}
