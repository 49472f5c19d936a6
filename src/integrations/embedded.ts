import type { Database } from '../database/client';
import { embeddedDirectory } from './directory/embedded';
import type { SystemName, Systems } from './index';
import { embeddedInventory } from './inventory/embedded';
import type { Mailer } from './mail/mailer';
import { embeddedTraining } from './training/embedded';

/** Which systems stand behind the activities. */
export interface SystemsProvider {
  /** The systems; those that live in our database write through `database`, which may be a transaction. */
  within(database: Database): Systems;
  /** Those that live in our database, so that their effect and its record are one transaction. */
  transactional: ReadonlySet<SystemName>;
}

/** Directory, inventory and training on our own PostgreSQL, for a small company; mail over SMTP. */
export const embeddedSystems = (mail: Mailer): SystemsProvider => ({
  within: (database) => ({
    directory: embeddedDirectory(database),
    inventory: embeddedInventory(database),
    training: embeddedTraining(database),
    mail,
  }),
  transactional: new Set<SystemName>(['directory', 'inventory', 'training']),
});
