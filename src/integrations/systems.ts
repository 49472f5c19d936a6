import type { Directory } from './directory/directory';
import type { Inventory } from './inventory/inventory';
import type { ActivityMailer } from './mail/mailer';
import type { Training } from './training/training';

/** External systems that activities use: one interface per system, one file per vendor. */
export interface Systems {
  directory: Directory;
  inventory: Inventory;
  training: Training;
  mail: ActivityMailer;
}

export type SystemName = keyof Systems;
