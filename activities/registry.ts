// Every activity that a plan can name, under its name in plans and in Temporal.
export { activateAccounts } from './activate-accounts';
export { assignEquipment } from './assign-equipment';
export { createAccounts } from './create-accounts';
export { notifyManager } from './notify-manager';
export { registerPurchase } from './register-purchase';
export { scheduleTraining } from './schedule-training';
export { welcomeEmployee } from './welcome-employee';
