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

/** Default plan: accounts, equipment, trainings, a notification of the manager and a check-in after thirty days. */
export const standard = definePlan(
  'standard',
  { title: 'Standard onboarding', completeWithin: { moment: days(120), then: 'escalate' } },
  {
    managerApproval: approval({
      from: 'manager',
      remindAfter: '2 business days',
      escalateAfter: '4 business days',
      escalateTo: 'hr',
      expireAfter: '10 business days',
    }),
    budgetApproval: approval({
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
    }),
    purchaseEquipment: task({
      for: 'it',
      only: 'as a branch',
      due: businessDays(-3),
      takes: '5 business days',
      instructions:
        'The stock has not all of the equipment that was asked for. Buy it, label it, and say what the label says.',
      form: {
        assetTag: z.string().max(60).meta({ label: 'Asset tag' }),
        supplier: z.string().max(120).optional().meta({ label: 'Bought from' }),
      },
      reads: ['equipment'],
      remindAfter: '2 business days',
      escalateAfter: '4 business days',
      escalateTo: 'hr',
      undoTask: {
        title: 'Take back the purchased equipment',
        for: 'it',
        instructions: 'The onboarding was stopped. Return what was bought for it, or put it into stock.',
      },
    }),
    shipEquipment: task({
      for: 'it',
      when: worksRemotely,
      after: ['assignEquipment'],
      due: businessDays(-2),
      instructions: 'Send the equipment to the address of the new hire, insured, and enter the tracking number.',
      form: { trackingNumber: z.string().max(60).meta({ label: 'Tracking number' }) },
      reads: ['employee.address', 'equipment'],
      remindAfter: '1 business day',
      escalateAfter: '3 business days',
      escalateTo: 'hr',
      undoTask: {
        title: 'Collect the equipment',
        for: 'it',
        instructions:
          'The onboarding was stopped. Have the parcel stopped or fetched, and put the equipment into stock.',
      },
    }),
    scheduleTraining: activity('scheduleTraining', { after: ['createAccounts'], redoWhenRescheduled: true }),
    notifyManager: activity('notifyManager', {
      after: ['assignEquipment', 'scheduleTraining'],
      redoWhenRescheduled: true,
    }),
    welcomeEmployee: activity('welcomeEmployee', { after: ['notifyManager'], redoWhenRescheduled: true }),
    // Last of the steps that can fail for good: once accounts are in use, no failure may remove them automatically.
    activateAccounts: activity('activateAccounts', {
      after: ['createAccounts', 'assignEquipment', 'scheduleTraining'],
      start: dayOneAt('07:00'),
      redoWhenRescheduled: true,
    }),
    thirtyDayCheckIn: task({
      for: 'manager',
      title: 'Thirty-day check-in',
      after: ['activateAccounts'],
      start: days(30),
      instructions: 'Sit down together for half an hour: what goes well, what is missing, what comes next?',
      form: { notes: z.string().max(500).optional().meta({ label: 'What HR should know' }) },
      remindAfter: '3 business days',
      escalateAfter: '8 business days',
      escalateTo: 'hr',
      skippable: true,
    }),
  },
);
