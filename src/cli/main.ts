import { createProcessTerminal } from './output/terminal';
import { runCommandLine } from './program';

// Set, not exit(): what is still to be written to a pipe gets written.
void runCommandLine(process.argv.slice(2), createProcessTerminal()).then((code) => {
  process.exitCode = code;
});
