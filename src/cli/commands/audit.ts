import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';
import type { Command } from 'commander';
import type { Translate } from '../../i18n/translate';
import type { ApiClient } from '../api-client';
import { readHeadFile, writeHeadFile } from '../audit/head-file';
import { verifyAuditExport } from '../audit/verify-export';
import type { CommandContext, OpenContext } from '../command-context';
import { CliError, EXIT } from '../exit';
import { formatAuditVerification } from '../output/audit';

const EXPORT_PATH = '/audit/export';

export function addAuditCommands(program: Command, open: OpenContext, t: Translate): void {
  const audit = program.command('audit').description(t('cli-help.audit'));
  audit
    .command('export')
    .description(t('cli-help.audit.export'))
    .action(async (_options: unknown, command: Command) => {
      const { api, terminal } = open(command);
      for await (const line of downloadLines(api)) terminal.writeOut(`${line}\n`);
    });
  audit
    .command('verify [file]')
    .description(t('cli-help.audit.verify', { code: EXIT.notCompleted }))
    .option('--head <file>', t('cli-help.audit.head'))
    .option('--key <key>', t('cli-help.audit.key'))
    .action(async (file: string | undefined, options: VerifyOptions, command: Command) => {
      await verifyAudit(open(command), file, options);
    });
}

interface VerifyOptions {
  /** File of the head of the last verification. */
  head?: string;
  /** Public key, in place of the one in that file. */
  key?: string;
}

/** @throws CliError `audit-tampered` */
async function verifyAudit(context: CommandContext, file: string | undefined, options: VerifyOptions): Promise<void> {
  const lines = file === undefined ? downloadLines(context.api) : readLines(createReadStream(file));
  const earlier = options.head === undefined ? undefined : readHeadFile(options.head);
  const trusted = options.key === undefined ? earlier : { position: 0, hash: '', ...earlier, publicKey: options.key };
  const verification = await verifyAuditExport(lines, trusted);
  context.printResponse(verification, formatAuditVerification);
  const { faults, head } = verification;
  if (faults.length > 0) throw new CliError(EXIT.notCompleted, 'cli-errors.audit-tampered', { count: faults.length });
  if (options.head !== undefined && head !== undefined) writeHeadFile(options.head, head);
}

async function* downloadLines(api: ApiClient): AsyncGenerator<string> {
  const { body } = await api.openStream(EXPORT_PATH, {});
  if (body !== null) yield* readLines(Readable.from(body.pipeThrough(new TextDecoderStream())));
}

const readLines = (input: NodeJS.ReadableStream): AsyncIterable<string> =>
  createInterface({ input, crlfDelay: Infinity });
