package dev.fathom.cli;

import dev.fathom.cli.common.ExitCode;
import dev.fathom.cli.common.Failure;
import dev.fathom.cli.common.Interrupts;
import dev.fathom.cli.common.Logging;
import dev.fathom.cli.common.Output.OutputClosed;
import dev.fathom.cli.common.Shell;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Where {@code fathom} starts, and the one place where its mistakes become a line. */
public final class Main {
    private static final int HELP_WIDTH = 100;
    private static final String[] HELP_SECTIONS = {
        CommandLine.Model.UsageMessageSpec.SECTION_KEY_HEADER,
        CommandLine.Model.UsageMessageSpec.SECTION_KEY_FOOTER_HEADING,
        CommandLine.Model.UsageMessageSpec.SECTION_KEY_FOOTER,
        CommandLine.Model.UsageMessageSpec.SECTION_KEY_SYNOPSIS_HEADING,
        CommandLine.Model.UsageMessageSpec.SECTION_KEY_SYNOPSIS,
        CommandLine.Model.UsageMessageSpec.SECTION_KEY_DESCRIPTION_HEADING,
        CommandLine.Model.UsageMessageSpec.SECTION_KEY_DESCRIPTION,
        CommandLine.Model.UsageMessageSpec.SECTION_KEY_PARAMETER_LIST_HEADING,
        CommandLine.Model.UsageMessageSpec.SECTION_KEY_PARAMETER_LIST,
        CommandLine.Model.UsageMessageSpec.SECTION_KEY_OPTION_LIST_HEADING,
        CommandLine.Model.UsageMessageSpec.SECTION_KEY_OPTION_LIST,
        CommandLine.Model.UsageMessageSpec.SECTION_KEY_COMMAND_LIST_HEADING,
        CommandLine.Model.UsageMessageSpec.SECTION_KEY_COMMAND_LIST
    };

    private Main() {}

    /** Runs a command in this process and ends it. */
    public static void main(String[] arguments) {
        Shell shell = Shell.ofProcess();
        Interrupts.into(shell.stop());
        // Connections may still have threads of their own.
        System.exit(run(shell, arguments));
    }

    /**
     * Runs a command.
     *
     * @return the exit code, see {@link ExitCode}
     */
    public static int run(Shell shell, String... arguments) {
        Fathom fathom = new Fathom(shell);
        try {
            int code = commandLine(fathom, shell).execute(arguments);
            shell.out().flush();
            return code;
        } catch (Exception | Error e) {
            return failed(fathom, shell, e);
        }
    }

    private static CommandLine commandLine(Fathom fathom, Shell shell) {
        CommandLine line = new CommandLine(fathom);
        Fathom.commands(shell).forEach(line::addSubcommand);
        line.setHelpSectionKeys(List.of(HELP_SECTIONS));
        line.setColorScheme(
                CommandLine.Help.defaultColorScheme(shell.hasColours() ? Ansi.ON : Ansi.OFF));
        line.setUsageHelpWidth(HELP_WIDTH);
        line.setCaseInsensitiveEnumValuesAllowed(true);
        line.setAbbreviatedOptionsAllowed(false);
        line.getSubcommands().values().forEach(Main::standards);
        standards(line);
        line.setParameterExceptionHandler((e, _) -> usage(shell, e));
        line.setExecutionExceptionHandler((e, _, _) -> failed(fathom, shell, e));
        line.setExecutionStrategy(parsed -> execute(fathom, shell, parsed));
        return line;
    }

    private static void standards(CommandLine line) {
        CommandSpec command = line.getCommandSpec();
        boolean described = command.usageMessage().description().length > 0;
        command.mixinStandardHelpOptions(true)
                .versionProvider(new Version())
                .usageMessage()
                .footerHeading("%nExamples:%n")
                .synopsisHeading("%nUsage: ")
                .descriptionHeading(described ? "%n" : "")
                .parameterListHeading("%nArguments:%n")
                .optionListHeading("%nOptions:%n")
                .commandListHeading("%nCommands:%n");
    }

    private static int execute(Fathom fathom, Shell shell, ParseResult parsed) {
        for (CommandLine line : parsed.asCommandLineList()) {
            if (line.isUsageHelpRequested()) {
                shell.out().write(line.getUsageMessage());
                return ExitCode.OK;
            }
            if (line.isVersionHelpRequested()) {
                version(shell, line);
                return ExitCode.OK;
            }
        }
        if (fathom.isVerbose()) {
            Logging.tellAll(shell);
        } else {
            Logging.silence();
        }
        return new CommandLine.RunLast().execute(parsed);
    }

    private static void version(Shell shell, CommandLine line) {
        for (String part : line.getCommandSpec().version()) {
            shell.out().line(part);
        }
    }

    private static int usage(Shell shell, ParameterException e) {
        CommandLine command = e.getCommandLine();
        boolean noCommand =
                e instanceof UnmatchedArgumentException unmatched
                        && command.getParent() == null
                        && !unmatched.isUnknownOption();
        String what =
                noCommand
                        ? "unknown command '"
                                + ((UnmatchedArgumentException) e).getUnmatched().getFirst()
                                + "'"
                        : oneLine(String.valueOf(e.getMessage()));
        shell.tell(
                "fathom: %s (see %s --help)"
                        .formatted(what, command.getCommandSpec().qualifiedName()));
        return ExitCode.USAGE;
    }

    private static int failed(Fathom fathom, Shell shell, Throwable thrown) {
        switch (thrown) {
            case OutputClosed _ -> {
                return ExitCode.OK;
            }
            case Failure failure -> {
                shell.tell("fathom: " + oneLine(failure.line()));
                return failure.exitCode();
            }
            case IOException e -> {
                shell.tell("fathom: " + oneLine(name(e)) + trace(fathom, e));
                return ExitCode.FAILED;
            }
            case UncheckedIOException e -> {
                shell.tell("fathom: " + oneLine(String.valueOf(e.getMessage())) + trace(fathom, e));
                return ExitCode.FAILED;
            }
            default -> {
                shell.tell(
                        "fathom: a mistake of Fathom's own: "
                                + oneLine(name(thrown))
                                + (fathom.isVerbose()
                                        ? trace(fathom, thrown)
                                        : "; run with --verbose for the stack trace"));
                return ExitCode.BROKEN;
            }
        }
    }

    private static String trace(Fathom fathom, Throwable thrown) {
        return fathom.isVerbose() ? Logging.trace(thrown) : "";
    }

    /** The message of an exception, with its kind where the message alone says little. */
    private static String name(Throwable thrown) {
        String kind = thrown.getClass().getSimpleName();
        return thrown.getMessage() == null ? kind : kind + ": " + thrown.getMessage();
    }

    private static String oneLine(String text) {
        return text.strip().replaceAll("\\s*\\R\\s*", "; ");
    }
}
