import { detectLocale } from '../detect-locale';
import { EXIT, type ExitCode } from '../exit';
import { createProcessTerminal, type Terminal } from '../output/terminal';
import { createTextSettings } from '../output/text-settings';
import { reportError } from '../report-error';
import { findOrStartPlatform } from './platform';
import { DemoStory } from './demo-story';

/** `npm run demo`: plays the story on the running platform, or on a temporary one if none is running. */
async function runDemo(terminal: Terminal): Promise<ExitCode> {
  const settings = createTextSettings(detectLocale(terminal.env), terminal.colour);
  const { t, style } = settings;
  try {
    const platform = await findOrStartPlatform(terminal, t);
    try {
      terminal.writeOut(`${t('cli-demo.title', { url: platform.url })}\n`);
      const mismatches = await new DemoStory(platform, terminal, settings).run();
      terminal.writeOut(mismatches.length === 0 ? `\n${style(t('cli-demo.success'), 'green')}\n` : '');
      terminal.writeErr(mismatches.map((text) => `${text}\n`).join(''));
      return mismatches.length === 0 ? EXIT.ok : EXIT.unexpected;
    } finally {
      await platform.stop();
    }
  } catch (error) {
    return reportError(error, terminal, settings, false);
  }
}

void runDemo(createProcessTerminal()).then((code) => {
  process.exitCode = code;
});
