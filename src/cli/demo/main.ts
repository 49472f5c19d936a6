import { EXIT, type ExitCode } from '../exit';
import { processTerminal, type Terminal } from '../output/terminal';
import { styleFor } from '../output/text';
import { exitCodeFor } from '../program';
import { platformFor } from './platform';
import { Story } from './story';

/** `npm run demo`: plays the story on the platform that is running, else on one of its own. */
async function demo(terminal: Terminal): Promise<ExitCode> {
  try {
    const platform = await platformFor(terminal);
    try {
      const style = styleFor(terminal.colour);
      terminal.out(`Firstday, in three stories, on ${platform.url}\n`);
      const complaints = await new Story(platform, terminal, style).play();
      const last = 'The declined and the rolled-back leave no account, no laptop and no seat.';
      terminal.out(complaints.length === 0 ? `\n${style(last, 'green')}\n` : '');
      terminal.err(complaints.map((text) => `${text}\n`).join(''));
      return complaints.length === 0 ? EXIT.ok : EXIT.unexpected;
    } finally {
      await platform.stop();
    }
  } catch (error) {
    return exitCodeFor(error, terminal, false);
  }
}

void demo(processTerminal()).then((code) => {
  process.exitCode = code;
});
