import type { Database } from '../database/client';
import { createEmbeddedDirectory } from './directory/embedded-directory';
import type { SystemName, Systems } from './systems';
import { createEmbeddedInventory } from './inventory/embedded-inventory';
import type { Mailer } from './mail/mailer';
import { createEmbeddedTraining } from './training/embedded-training';

/** Which systems stand behind the activities. */
export interface SystemsProvider {
  /** The systems; those that live in our database write through `database`, which may be a transaction. */
  bindTo(database: Database): Systems;
  /** Those that live in our database, so that their effect and its record are one transaction. */
  transactional: ReadonlySet<SystemName>;
}

/** Directory, inventory and training on our own PostgreSQL, for a small company; mail over SMTP. */
export const createEmbeddedSystems = (mailer: Mailer): SystemsProvider => ({
  bindTo: (database) => ({
    directory: createEmbeddedDirectory(database),
    inventory: createEmbeddedInventory(database),
    training: createEmbeddedTraining(database),
    mail: mailer,
  }),
  transactional: new Set<SystemName>(['directory', 'inventory', 'training']),
});
