// Every activity that a plan can name, under its name in plans and in Temporal.
export { activateAccounts } from './activate-accounts';
export { assignEquipment } from './assign-equipment';
export { claimUsername } from './claim-username';
export { createAccount } from './create-account';
export { notifyManager } from './notify-manager';
export { registerPurchase } from './register-purchase';
export { scheduleTraining } from './schedule-training';
export { welcomeEmployee } from './welcome-employee';
