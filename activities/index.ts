import { activateAccounts } from './activate-accounts';
import { assignEquipment } from './assign-equipment';
import { createAccounts } from './create-accounts';
import { notifyManager } from './notify-manager';
import { scheduleTraining } from './schedule-training';
import { welcomeEmployee } from './welcome-employee';

/** Every activity a plan can name, by the name it is called in plans and by Temporal. */
export const activities = {
  createAccounts,
  activateAccounts,
  assignEquipment,
  scheduleTraining,
  notifyManager,
  welcomeEmployee,
};

export type ActivityName = keyof typeof activities;
