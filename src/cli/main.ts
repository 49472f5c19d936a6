import { processTerminal } from './output/terminal';
import { run } from './program';

// Set, not exit(): what is still to be written to a pipe gets written.
void run(process.argv.slice(2), processTerminal()).then((code) => {
  process.exitCode = code;
});
