import { createProcessTerminal } from './output/terminal';
import { runCommandLine } from './program';

// Sets exitCode instead of calling exit(), which would discard output that is still buffered for a pipe.
void runCommandLine(process.argv.slice(2), createProcessTerminal()).then((code) => {
  process.exitCode = code;
});
