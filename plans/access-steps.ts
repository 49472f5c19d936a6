import { activity, approval, asksBeyondProfile, listLicences, task } from '../src/planning/dsl';

/** Steps about access that all plans share. */

/** The owners of the systems of which the request asks for more or less than its access profiles grant. */
export const ACCESS_APPROVAL = approval({
  title: { en: 'Access approval', de: 'Genehmigung des Zugangs' },
  from: 'systemOwners',
  when: asksBeyondProfile,
  after: ['managerApproval'],
  remindAfter: '2 business days',
  escalateAfter: '4 business days',
  escalateTo: 'it',
  expireAfter: '10 business days',
});

export const ORDER_LICENCES = task({
  for: 'it',
  title: { en: 'Order licences', de: 'Lizenzen beschaffen' },
  only: 'as a branch',
  instructions: {
    en: 'A licence is missing, so no account was activated. Order one, or take one back from a leaver, and enter the new number of licences in the settings of the company. The accounts are then activated.',
    de: 'Eine Lizenz fehlt, daher wurde kein Konto aktiviert. Beschaffen Sie eine, oder nehmen Sie eine zurück, und tragen Sie die neue Anzahl in den Einstellungen des Unternehmens ein. Danach werden die Konten aktiviert.',
  },
  followedBy: 'activateWithLicences',
  remindAfter: '1 business day',
  escalateAfter: '2 business days',
  escalateTo: 'hr',
});

export const ACTIVATE_WITH_LICENCES = activity('activateAccounts', {
  title: { en: 'Activate accounts with licences', de: 'Konten mit Lizenzen aktivieren' },
  only: 'as a branch',
  settings: listLicences,
  redoWhenRescheduled: true,
  owner: 'it',
});
