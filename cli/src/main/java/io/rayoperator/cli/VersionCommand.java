package io.rayoperator.cli;

import io.rayoperator.operator.config.OperatorVersion;
import java.io.PrintWriter;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(
    name = "version",
    header =
        "Print the version of this program, the API versions it serves, and the Java that runs it.")
final class VersionCommand implements Runnable {

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    PrintWriter out = spec.commandLine().getOut();
    for (String line : new Version().getVersion()) {
      out.println(line);
    }
  }

  /** The lines to print. */
  static final class Version implements IVersionProvider {

    @Override
    public String[] getVersion() {
      return new String[] {
        OperatorVersion.current().replaceFirst("^ray-operator-", "ray-operator "),
        "serves ray.io/v1 (stored) and ray.io/v1alpha1",
        "runs on Java " + Runtime.version() + " (" + System.getProperty("java.vendor") + ")"
      };
    }
  }
}
