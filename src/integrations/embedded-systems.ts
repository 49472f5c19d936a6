import type { Database } from '../database/client';
import { createEmbeddedDirectory } from './directory/embedded-directory';
import type { SystemName, Systems } from './systems';
import { createEmbeddedInventory } from './inventory/embedded-inventory';
import { type ActivityMailerDeps, createActivityMailer } from './mail/activity-mailer';
import { createEmbeddedTraining } from './training/embedded-training';

export interface SystemsProvider {
  /** Systems in Firstday's own database write through `database`, which may be a transaction. */
  bindTo(database: Database): Systems;
  /** Systems in Firstday's own database: effect and ledger entry share one transaction. */
  transactional: ReadonlySet<SystemName>;
}

/** Directory, inventory and training in Firstday's own PostgreSQL, for a small company. */
export const createEmbeddedSystems = (mail: ActivityMailerDeps): SystemsProvider => ({
  bindTo: (database) => ({
    directory: createEmbeddedDirectory(database),
    inventory: createEmbeddedInventory(database),
    training: createEmbeddedTraining(database),
    mail: createActivityMailer(database, mail),
  }),
  transactional: new Set<SystemName>(['directory', 'inventory', 'training']),
});
