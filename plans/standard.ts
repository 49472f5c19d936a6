import { z } from 'zod';
import { definePlan } from '../src/planning/define-plan';
import {
  activity,
  approval,
  approvals,
  businessDays,
  dayOneStart,
  days,
  equipmentCostsMoreThan,
  grantedAccounts,
  hasAccounts,
  listLicences,
  type OnboardingFacts,
  task,
  worksRemotely,
} from '../src/planning/dsl';
import { ACCESS_APPROVAL, ACTIVATE_WITH_LICENCES, ORDER_LICENCES } from './access-steps';
import { ASKS_HR, ASKS_IT } from './failure-owners';

const askForTag = (model: string) =>
  z
    .string()
    .max(60)
    .optional()
    .meta({
      label: { en: `Asset tag of the new ${model}`, de: `Inventarnummer von ${model} (neu)` },
      isAssetTag: true,
    });

/** Maps the question for the tag of each requested item to its model. */
const listPurchases = ({ request, access }: OnboardingFacts): [question: string, model: string][] =>
  (request.equipment ?? access.equipment).map((model, index) => [`assetTag${String(index + 1)}`, model]);

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
    accessApproval: ACCESS_APPROVAL,
    claimUsername: activity('claimUsername', {
      when: hasAccounts,
      after: approvals,
      start: businessDays(-5),
      owner: 'it',
      decideWithin: '2 business days',
    }),
    createAccounts: activity('createAccount', {
      forEach: grantedAccounts,
      after: ['claimUsername'],
      start: businessDays(-5),
      owner: 'it',
      decideWithin: '2 business days',
    }),
    assignEquipment: activity('assignEquipment', {
      after: approvals,
      start: businessDays(-10),
      settings: ({ access }) => ({ equipment: access.equipment }),
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
        en: 'Not everything is in stock, so nothing was assigned. Order what is missing, and enter the asset tag of each new item. An item without a tag is then assigned from the stock.',
        de: 'Der Bestand reicht nicht, daher wurde nichts zugewiesen. Bestellen Sie, was fehlt, und geben Sie zu jedem neuen Gegenstand die Inventarnummer ein. Ein Gegenstand ohne Inventarnummer wird dann aus dem Bestand zugewiesen.',
      },
      form: (onboarding) => ({
        ...Object.fromEntries(listPurchases(onboarding).map(([question, model]) => [question, askForTag(model)])),
        supplier: z
          .string()
          .max(120)
          .optional()
          .meta({ label: { en: 'Supplier', de: 'Lieferant' } }),
      }),
      reads: ['equipment'],
      followedBy: 'registerPurchase',
      remindAfter: '2 business days',
      escalateAfter: '4 business days',
      escalateTo: 'hr',
      undoTask: {
        title: { en: 'Store purchased equipment', de: 'Gekaufte Ausstattung einlagern' },
        for: 'it',
        instructions: {
          en: 'The onboarding was stopped. The purchased equipment is free stock now. Store it, or return it to the supplier and retire it in the inventory.',
          de: 'Das Onboarding wurde abgebrochen. Die gekaufte Ausstattung ist jetzt freier Bestand. Lagern Sie sie ein, oder geben Sie sie dem Lieferanten zurück, und mustern Sie sie im Inventar aus.',
        },
      },
    }),
    registerPurchase: activity('registerPurchase', {
      only: 'as a branch',
      settings: (onboarding) => ({
        task: 'purchaseEquipment',
        models: Object.fromEntries(listPurchases(onboarding)),
      }),
      ...ASKS_IT,
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
        returns: ['assignEquipment', 'registerPurchase'],
        instructions: {
          en: 'The onboarding was stopped. Stop the parcel or have it collected, and return the equipment to the stock.',
          de: 'Das Onboarding wurde abgebrochen. Lassen Sie das Paket stoppen oder abholen, und nehmen Sie die Ausstattung in den Bestand zurück.',
        },
      },
    }),
    scheduleTraining: activity('scheduleTraining', {
      after: ['createAccounts'],
      redoWhenRescheduled: 'swap',
      settings: ({ access }) => ({ trainings: access.trainings }),
      ...ASKS_HR,
    }),
    notifyManager: activity('notifyManager', {
      after: ['assignEquipment', 'scheduleTraining'],
      redoWhenRescheduled: true,
      ...ASKS_HR,
    }),
    welcomeEmployee: activity('welcomeEmployee', {
      after: ['notifyManager'],
      redoWhenRescheduled: true,
      settings: ({ access }) => ({ trainings: access.trainings }),
      ...ASKS_HR,
    }),
    // A missing seat in a training does not keep the accounts of a new hire disabled.
    activateAccounts: activity('activateAccounts', {
      when: hasAccounts,
      after: ['createAccounts', 'assignEquipment'],
      start: dayOneStart(-2),
      redoWhenRescheduled: true,
      settings: listLicences,
      onFailure: { NoLicence: 'orderLicences' },
    }),
    orderLicences: ORDER_LICENCES,
    activateWithLicences: ACTIVATE_WITH_LICENCES,
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
