import { z } from 'zod';
import { definePlan } from '../src/planning/define-plan';
import {
  activity,
  approval,
  approvals,
  businessDays,
  dayOneAt,
  days,
  equipmentCostsMoreThan,
  task,
  worksRemotely,
} from '../src/planning/dsl';
import { selectApplications } from './applications';
import { ASKS_HR, ASKS_IT } from './failure-owners';

const askForTag = (model: string) =>
  z
    .string()
    .max(60)
    .meta({ label: { en: `Asset tag of ${model}`, de: `Inventarnummer von ${model}` } });

/** Default plan: accounts, equipment, trainings, a notification of the manager and a check-in after thirty days. */
export const standard = definePlan(
  'standard',
  {
    title: { en: 'Standard onboarding', de: 'Standard-Onboarding' },
    completeWithin: { moment: days(120), then: 'escalate' },
  },
  {
    managerApproval: approval({
      title: { en: 'Manager approval', de: 'Genehmigung durch Führungskraft' },
      from: 'manager',
      remindAfter: '2 business days',
      escalateAfter: '4 business days',
      escalateTo: 'hr',
      expireAfter: '10 business days',
    }),
    budgetApproval: approval({
      title: { en: 'Budget approval', de: 'Budgetgenehmigung' },
      from: 'finance',
      when: equipmentCostsMoreThan(3000),
      after: ['managerApproval'],
      remindAfter: '2 business days',
      escalateAfter: '4 business days',
      escalateTo: 'hr',
      expireAfter: '10 business days',
    }),
    createAccounts: activity('createAccounts', {
      after: approvals,
      start: businessDays(-5),
      owner: 'it',
      decideWithin: '2 business days',
      settings: (onboarding) => ({ applications: selectApplications(onboarding) }),
    }),
    assignEquipment: activity('assignEquipment', {
      after: approvals,
      start: businessDays(-10),
      onFailure: { OutOfStock: 'purchaseEquipment' },
      ...ASKS_IT,
    }),
    purchaseEquipment: task({
      for: 'it',
      title: { en: 'Purchase equipment', de: 'Ausstattung beschaffen' },
      only: 'as a branch',
      due: businessDays(-3),
      takes: '5 business days',
      instructions: {
        en: 'Not everything is in stock, so nothing was assigned. Order what is missing, take the rest from the stock, and enter the asset tag of each item.',
        de: 'Der Bestand reicht nicht, daher wurde nichts zugewiesen. Bestellen Sie, was fehlt, entnehmen Sie den Rest dem Bestand, und geben Sie zu jedem Gegenstand die Inventarnummer ein.',
      },
      form: ({ request: { equipment = [] } }) => ({
        ...Object.fromEntries(equipment.map((model, index) => [`assetTag${String(index + 1)}`, askForTag(model)])),
        supplier: z
          .string()
          .max(120)
          .optional()
          .meta({ label: { en: 'Supplier', de: 'Lieferant' } }),
      }),
      reads: ['equipment'],
      remindAfter: '2 business days',
      escalateAfter: '4 business days',
      escalateTo: 'hr',
      undoTask: {
        title: { en: 'Return purchased equipment', de: 'Gekaufte Ausstattung zurückgeben' },
        for: 'it',
        instructions: {
          en: 'The onboarding was stopped. Return the purchased equipment, or add it to the stock.',
          de: 'Das Onboarding wurde abgebrochen. Geben Sie die gekaufte Ausstattung zurück, oder nehmen Sie sie in den Bestand auf.',
        },
      },
    }),
    shipEquipment: task({
      for: 'it',
      title: { en: 'Ship equipment', de: 'Ausstattung versenden' },
      when: worksRemotely,
      after: ['assignEquipment'],
      due: businessDays(-2),
      instructions: {
        en: 'Ship the equipment to the new hire’s address, insured, and enter the tracking number.',
        de: 'Versenden Sie die Ausstattung versichert an die Adresse des Neuzugangs, und geben Sie die Sendungsnummer ein.',
      },
      form: {
        trackingNumber: z
          .string()
          .max(60)
          .meta({ label: { en: 'Tracking number', de: 'Sendungsnummer' } }),
      },
      reads: ['employee.address', 'equipment'],
      remindAfter: '1 business day',
      escalateAfter: '3 business days',
      escalateTo: 'hr',
      undoTask: {
        title: { en: 'Collect equipment', de: 'Ausstattung zurückholen' },
        for: 'it',
        returns: ['assignEquipment'],
        instructions: {
          en: 'The onboarding was stopped. Stop the parcel or have it collected, and return the equipment to the stock.',
          de: 'Das Onboarding wurde abgebrochen. Lassen Sie das Paket stoppen oder abholen, und nehmen Sie die Ausstattung in den Bestand zurück.',
        },
      },
    }),
    scheduleTraining: activity('scheduleTraining', {
      after: ['createAccounts'],
      redoWhenRescheduled: 'swap',
      ...ASKS_HR,
    }),
    notifyManager: activity('notifyManager', {
      after: ['assignEquipment', 'scheduleTraining'],
      redoWhenRescheduled: true,
      ...ASKS_HR,
    }),
    welcomeEmployee: activity('welcomeEmployee', { after: ['notifyManager'], redoWhenRescheduled: true, ...ASKS_HR }),
    // A missing seat in a training does not keep the accounts of a new hire disabled.
    activateAccounts: activity('activateAccounts', {
      after: ['createAccounts', 'assignEquipment'],
      start: dayOneAt('07:00'),
      redoWhenRescheduled: true,
    }),
    thirtyDayCheckIn: task({
      for: 'manager',
      title: { en: 'Check-in after 30 days', de: 'Gespräch nach 30 Tagen' },
      after: ['activateAccounts'],
      start: days(30),
      instructions: {
        en: 'Meet for half an hour: What is going well? What is missing? What comes next?',
        de: 'Nehmen Sie sich gemeinsam eine halbe Stunde Zeit: Was läuft gut? Was fehlt? Wie geht es weiter?',
      },
      form: {
        notes: z
          .string()
          .max(500)
          .optional()
          .meta({ label: { en: 'Notes for HR', de: 'Hinweise für HR' } }),
      },
      remindAfter: '3 business days',
      escalateAfter: '8 business days',
      escalateTo: 'hr',
      skippable: true,
    }),
  },
);
