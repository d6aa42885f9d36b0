package io.rayoperator.cli;

import io.rayoperator.cli.metrics.HttpLimits;
import java.io.PrintWriter;
import java.util.Arrays;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/**
 * The command line's root. It does nothing by itself: without a subcommand it explains what there
 * is.
 */
@Command(
    name = "ray-operator",
    header = "Ray clusters on Kubernetes, from any RayCluster manifest of the last seven years.",
    synopsisHeading = "%nUsage: ",
    descriptionHeading = "%n",
    optionListHeading = "%n",
    commandListHeading = "%nCommands:%n",
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      ManagerCommand.class,
      WebhookCommand.class,
      AuthProxyCommand.class,
      ConvertCommand.class,
      ValidateCommand.class,
      MigrateCommand.class,
      TrainCommand.class,
      VersionCommand.class,
      HelpCommand.class
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  ray-operator convert -f old.yaml            print a manifest in the current version",
      "  ray-operator validate -f manifests/         all errors of all manifests, before applying them",
      "  ray-operator help convert                   more about a command"
    },
    mixinStandardHelpOptions = true,
    versionProvider = VersionCommand.Version.class,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      " 0:done, nothing to complain about",
      " 1:done, and something that was given is invalid",
      " 2:the command line is wrong; nothing was done",
      " 3:the command could not do its work: a file, a port, the API server"
    },
    exitCodeOnInvalidInput = ExitCode.USAGE,
    exitCodeOnExecutionException = ExitCode.FAILURE,
    scope = ScopeType.INHERIT)
public final class RayOperator implements Runnable {

  private static final int HELP_WIDTH = 100;

  @Spec private CommandSpec spec;

  /** Runs a command and ends the process with its {@link ExitCode}. */
  public static void main(String[] arguments) {
    HttpLimits.set();
    System.exit(commandLine().execute(GoFlags.normalized(arguments)));
  }

  static CommandLine commandLine() {
    return new CommandLine(new RayOperator())
        .setExecutionExceptionHandler(RayOperator::explain)
        .setUsageHelpWidth(HELP_WIDTH)
        .setCaseInsensitiveEnumValuesAllowed(true);
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "A command is missing.");
  }

  private static int explain(Exception failure, CommandLine command, ParseResult parsed) {
    PrintWriter err = command.getErr();
    if (Failures.isExpected(failure)) {
      err.println(command.getCommandSpec().qualifiedName() + ": " + Failures.message(failure));
    } else {
      err.println(
          "This should not happen; please report it with the command "
              + Arrays.toString(parsed.originalArgs().toArray()));
      failure.printStackTrace(err);
    }
    return ExitCode.FAILURE;
  }
}
