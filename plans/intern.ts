import { z } from 'zod';
import { definePlan } from '../src/planning/define-plan';
import {
  activity,
  approval,
  approvals,
  businessDays,
  dayOneStart,
  days,
  employedAs,
  grantedAccounts,
  hasAccounts,
  listLicences,
  task,
} from '../src/planning/dsl';
import { ACCESS_APPROVAL, ACTIVATE_WITH_LICENCES, ORDER_LICENCES } from './access-steps';
import { ASKS_HR, ASKS_IT } from './failure-owners';

const REMOTE_COURSES = ['tools-tour-online'];

/** Plan for interns: a mentor, an online training if the rooms are full, and a review after ninety days. */
export const intern = definePlan(
  'intern',
  {
    title: { en: 'Internship', de: 'Praktikum' },
    appliesTo: employedAs('intern'),
    completeWithin: { moment: days(150), then: 'escalate' },
  },
  {
    managerApproval: approval({
      title: { en: 'Manager approval', de: 'Genehmigung durch Führungskraft' },
      from: 'manager',
      remindAfter: '2 business days',
      escalateAfter: '4 business days',
      escalateTo: 'hr',
      expireAfter: '10 business days',
      onExpiry: 'decline',
    }),
    accessApproval: ACCESS_APPROVAL,
    nameMentor: task({
      for: 'manager',
      title: { en: 'Assign a mentor', de: 'Mentorin oder Mentor benennen' },
      after: ['managerApproval'],
      due: businessDays(-2),
      instructions: {
        en: 'Who will support the intern from day one? Check with them first.',
        de: 'Wer begleitet die Person im Praktikum vom ersten Tag an? Sprechen Sie es vorher ab.',
      },
      form: {
        mentor: z
          .string()
          .max(200)
          .meta({ label: { en: 'Mentor’s name', de: 'Name der Mentorin oder des Mentors' } }),
        hoursAWeek: z
          .number()
          .min(1)
          .max(20)
          .meta({ label: { en: 'Hours per week', de: 'Stunden pro Woche' } }),
      },
      remindAfter: '2 business days',
      escalateAfter: '5 business days',
      escalateTo: 'hr',
    }),
    claimUsername: activity('claimUsername', {
      when: hasAccounts,
      after: approvals,
      start: businessDays(-3),
      owner: 'it',
      decideWithin: '2 business days',
    }),
    createAccounts: activity('createAccount', {
      forEach: grantedAccounts,
      after: ['claimUsername'],
      start: businessDays(-3),
      owner: 'it',
      decideWithin: '2 business days',
    }),
    assignEquipment: activity('assignEquipment', {
      after: approvals,
      start: businessDays(-5),
      settings: ({ access }) => ({ equipment: access.equipment }),
      ...ASKS_IT,
    }),
    scheduleTraining: activity('scheduleTraining', {
      after: ['createAccounts'],
      redoWhenRescheduled: 'swap',
      onFailure: { NoSeat: 'scheduleRemoteTraining' },
      ...ASKS_HR,
      settings: ({ access }) => ({ trainings: access.trainings }),
    }),
    scheduleRemoteTraining: activity('scheduleTraining', {
      title: { en: 'Schedule online training', de: 'Online-Schulung buchen' },
      only: 'as a branch',
      redoWhenRescheduled: 'swap',
      ...ASKS_HR,
      settings: () => ({ trainings: REMOTE_COURSES, overridesRequest: true }),
    }),
    notifyManager: activity('notifyManager', {
      after: ['assignEquipment', 'scheduleTraining', 'nameMentor'],
      redoWhenRescheduled: true,
      ...ASKS_HR,
    }),
    welcomeEmployee: activity('welcomeEmployee', {
      after: ['notifyManager'],
      redoWhenRescheduled: true,
      ...ASKS_HR,
      // Every training that may be booked: the welcome invites only to trainings listed here.
      settings: ({ access }) => ({ trainings: [...access.trainings, ...REMOTE_COURSES] }),
    }),
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
    ninetyDayReview: task({
      for: 'manager',
      title: { en: 'Review after 90 days', de: 'Rückblick nach 90 Tagen' },
      after: ['activateAccounts'],
      start: days(90),
      instructions: {
        en: 'Look back together: What was learned? Do both sides want to continue?',
        de: 'Blicken Sie gemeinsam zurück: Was wurde gelernt? Möchten beide Seiten weitermachen?',
      },
      form: {
        recommended: z
          .boolean()
          .meta({ label: { en: 'Would you offer a job?', de: 'Würden Sie eine Stelle anbieten?' } }),
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
