import { EXIT, type ExitCode } from '../exit';
import { createProcessTerminal, type Terminal } from '../output/terminal';
import { createStyle } from '../output/text';
import { reportError } from '../program';
import { findOrStartPlatform } from './platform';
import { DemoStory } from './demo-story';

/** `npm run demo`: plays the story on the running platform, or on a temporary one if none is running. */
async function runDemo(terminal: Terminal): Promise<ExitCode> {
  try {
    const platform = await findOrStartPlatform(terminal);
    try {
      const style = createStyle(terminal.colour);
      terminal.writeOut(`Firstday, in three stories, on ${platform.url}\n`);
      const mismatches = await new DemoStory(platform, terminal, style).run();
      const closingLine = 'The declined and the rolled-back leave no account, no laptop and no seat.';
      terminal.writeOut(mismatches.length === 0 ? `\n${style(closingLine, 'green')}\n` : '');
      terminal.writeErr(mismatches.map((text) => `${text}\n`).join(''));
      return mismatches.length === 0 ? EXIT.ok : EXIT.unexpected;
    } finally {
      await platform.stop();
    }
  } catch (error) {
    return reportError(error, terminal, false);
  }
}

void runDemo(createProcessTerminal()).then((code) => {
  process.exitCode = code;
});
