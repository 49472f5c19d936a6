import type { Locale } from '../../../i18n/locales';
import { type Phrasebook, createPhrasebook } from '../../i18n/phrasebook';
import { PLAN_WORDS } from '../../i18n/plan-words';

/** Incidents and the recovery from them. */
export const INCIDENT_PHRASEBOOKS: Readonly<Record<Locale, Phrasebook>> = {
  en: createPhrasebook([]),
  de: createPhrasebook([
    ['Its workflow {what}. Nothing is held in any system.', 'Der Workflow {what}. In keinem System ist etwas davon.'],
    ['Its workflow {what}. Still held: {titles}.', 'Der Workflow {what}. Noch da: {titles}.'],
    ['was terminated in Temporal', 'wurde in Temporal beendet'],
    ['failed in Temporal', 'ist in Temporal fehlgeschlagen'],
    ['timed out in Temporal', 'hat in Temporal seine Zeit überschritten'],
    [
      'was cancelled in Temporal past its own rollback',
      'wurde in Temporal an der eigenen Rücknahme vorbei abgebrochen',
    ],
    ['is not known to Temporal any more', 'ist Temporal nicht mehr bekannt'],
    [
      "Its workflow stands still: {cause}. Nothing is lost, what is said to it meanwhile is kept, and it goes on by itself once that is mended. For whoever runs Firstday: the worker's log says where it fails. Deploy code that fits, or have it do its last step again: {command}",
      'Der Workflow steht still: {cause}. Nichts ist verloren, was ihm inzwischen gesagt wird, bleibt erhalten, und er geht von selbst weiter, sobald das behoben ist. Für den Betrieb: Wo es klemmt, sagt das Protokoll des Workers. Spielen Sie Code ein, der passt, oder lassen Sie ihn den letzten Schritt noch einmal tun: {command}',
    ],
    [
      'the code that runs now does not fit what it has done so far',
      'Der Code, der jetzt läuft, passt nicht zu dem, was er bisher getan hat',
    ],
    ['the code that runs it has a fault', 'Der Code, der ihn ausführt, hat einen Fehler'],
    ['its worker does not get over its next step', 'Sein Worker kommt über den nächsten Schritt nicht hinweg'],
    [
      'Temporal refuses to start it: {refusal} It is tried again every ten minutes, and begins once that is mended. For whoever runs Firstday: "What may need you" in docs/operations.md.',
      'Temporal weigert sich, es zu beginnen: {refusal} Es wird alle zehn Minuten noch einmal versucht und beginnt, sobald das behoben ist. Für den Betrieb: „What may need you“ in docs/operations.md.',
    ],
    ['Its workflow goes on again.', 'Der Workflow geht wieder weiter.'],
    ['Temporal has taken it.', 'Temporal hat es angenommen.'],
    ...Object.entries(PLAN_WORDS),
    // List of step titles.
    ['{first}, {others}', '{first}, {others}'],
  ]),
};
