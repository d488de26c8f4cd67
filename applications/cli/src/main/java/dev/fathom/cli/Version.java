package dev.fathom.cli;

import dev.fathom.cli.common.ProgramVersion;
import picocli.CommandLine.IVersionProvider;

/** What {@code fathom --version} prints. */
final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
        return new String[] {ProgramVersion.text(), "Java " + Runtime.version()};
    }
}
