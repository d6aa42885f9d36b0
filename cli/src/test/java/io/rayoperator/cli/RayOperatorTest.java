package io.rayoperator.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RayOperatorTest {

  static List<String> commands() {
    return RayOperator.commandLine().getSubcommands().keySet().stream()
        .filter(name -> !name.equals("help"))
        .toList();
  }

  @Test
  void helpTellsTheCommandsAndTheExitCodes() {
    CommandLineRun help = CommandLineRun.of("--help");

    assertThat(help.exitCode()).isEqualTo(ExitCode.OK);
    assertThat(help.out())
        .contains(commands())
        .contains("Exit codes:", "the command line is wrong; nothing was done");
  }

  @ParameterizedTest
  @MethodSource("commands")
  void eachCommandExplainsItself(String command) {
    assertThat(CommandLineRun.of(command, "--help"))
        .returns(ExitCode.OK, CommandLineRun::exitCode)
        .returns("", CommandLineRun::err)
        .extracting(CommandLineRun::out)
        .asString()
        .contains("Usage: ray-operator " + command, "--help");
  }

  @Test
  void withoutACommandItSaysWhatThereIs() {
    CommandLineRun nothing = CommandLineRun.of();

    assertThat(nothing.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(nothing.err()).contains("A command is missing.", "convert", "validate");
  }

  @Test
  void unknownCommandAndOptionAreUsageErrors() {
    assertThat(CommandLineRun.of("convrt"))
        .returns(ExitCode.USAGE, CommandLineRun::exitCode)
        .extracting(CommandLineRun::err)
        .asString()
        .contains("Did you mean: ray-operator convert");
    assertThat(CommandLineRun.of("version", "--no-such-option").exitCode())
        .isEqualTo(ExitCode.USAGE);
  }

  @Test
  void versionIsThatOfTheBuild() {
    CommandLineRun version = CommandLineRun.of("version");

    assertThat(version.exitCode()).isEqualTo(ExitCode.OK);
    assertThat(version.out())
        .matches("(?s)ray-operator \\d+\\.\\d+\\.\\d+.*serves ray.io/v1 .*runs on Java 25.*");
    assertThat(CommandLineRun.of("--version").out()).isEqualTo(version.out());
  }
}
