// Every activity a plan can name, one line each, by the name it has in plans and in Temporal.
export { activateAccounts } from './activate-accounts';
export { assignEquipment } from './assign-equipment';
export { createAccounts } from './create-accounts';
export { notifyManager } from './notify-manager';
export { scheduleTraining } from './schedule-training';
export { welcomeEmployee } from './welcome-employee';
