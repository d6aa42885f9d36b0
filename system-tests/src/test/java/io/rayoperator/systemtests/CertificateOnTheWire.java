package io.rayoperator.systemtests;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/** The certificate that a server of this machine shows. */
final class CertificateOnTheWire {

  private CertificateOnTheWire() {}

  /**
   * Connects as the API server does: for this name, and with trust in this bundle alone.
   *
   * @throws IOException if the certificate has not that name, or is of another authority
   */
  static Certificate of(int port, String serverName, byte[] caBundle)
      throws IOException, GeneralSecurityException {
    try (Socket connection = new Socket(InetAddress.getLoopbackAddress(), port);
        SSLSocket tls =
            (SSLSocket)
                Trust.in(caBundle)
                    .getSocketFactory()
                    .createSocket(connection, serverName, port, true)) {
      SSLParameters parameters = tls.getSSLParameters();
      parameters.setEndpointIdentificationAlgorithm("HTTPS");
      tls.setSSLParameters(parameters);
      tls.startHandshake();
      return tls.getSession().getPeerCertificates()[0];
    }
  }

  /** The first certificate of a PEM text. */
  static Certificate first(byte[] pem) throws GeneralSecurityException {
    return CertificateFactory.getInstance("X.509")
        .generateCertificate(new ByteArrayInputStream(pem));
  }
}
