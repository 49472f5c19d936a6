import type { Directory } from './directory/directory';
import type { Inventory } from './inventory/inventory';
import type { Mailer } from './mail/mailer';
import type { Training } from './training/training';

/** The outside world as the activities see it. One interface each, one file per vendor. */
export interface Systems {
  directory: Directory;
  inventory: Inventory;
  training: Training;
  mail: Mailer;
}

export type SystemName = keyof Systems;
