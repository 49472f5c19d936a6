/**
 * German for the English texts of the shipped plans, activities and places. Add the texts of further plans here; a text
 * without an entry is shown as written.
 */
export const PLAN_WORDS: Readonly<Record<string, string>> = {
  // Plans and places
  'Standard onboarding': 'Standard-Onboarding',
  'Contractor onboarding': 'Onboarding für freie Mitarbeit',
  Internship: 'Praktikum',
  Munich: 'München',
  Vienna: 'Wien',
  Zurich: 'Zürich',
  Singapore: 'Singapur',

  // Activities
  'Create accounts': 'Konten anlegen',
  'Activate accounts': 'Konten freischalten',
  'Assign equipment': 'Ausstattung zuweisen',
  'Schedule training': 'Schulungen buchen',
  'Schedule remote training': 'Online-Schulung buchen',
  'Notify the manager': 'Führungskraft informieren',
  'Welcome the employee': 'Neue Person begrüßen',

  // Approvals
  'Manager approval': 'Zustimmung der Führungskraft',
  'Budget approval': 'Zustimmung zum Budget',
  'Contract approval': 'Zustimmung zum Vertrag',

  // Tasks, their questions and undo tasks
  'Purchase equipment': 'Ausstattung kaufen',
  'The stock has not all of the equipment that was asked for. Buy it, label it, and say what the label says.':
    'Nicht alles, was gewünscht ist, ist auf Lager. Kaufen und beschriften Sie es, und geben Sie an, was auf dem Etikett steht.',
  'Asset tag': 'Inventarnummer',
  'Bought from': 'Gekauft bei',
  'Take back the purchased equipment': 'Gekaufte Ausstattung zurücknehmen',
  'The onboarding was stopped. Return what was bought for it, or put it into stock.':
    'Das Onboarding wurde gestoppt. Geben Sie zurück, was dafür gekauft wurde, oder legen Sie es ins Lager.',
  'Ship equipment': 'Ausstattung versenden',
  'Send the equipment to the address of the new hire, insured, and enter the tracking number.':
    'Senden Sie die Ausstattung versichert an die Anschrift der neuen Person, und tragen Sie die Sendungsnummer ein.',
  'Tracking number': 'Sendungsnummer',
  'Collect the equipment': 'Ausstattung zurückholen',
  'The onboarding was stopped. Have the parcel stopped or fetched, and put the equipment into stock.':
    'Das Onboarding wurde gestoppt. Lassen Sie das Paket anhalten oder abholen, und legen Sie die Ausstattung ins Lager.',
  'Thirty-day check-in': 'Gespräch nach dreißig Tagen',
  'Sit down together for half an hour: what goes well, what is missing, what comes next?':
    'Setzen Sie sich eine halbe Stunde zusammen: Was läuft gut, was fehlt, was kommt als Nächstes?',
  'What HR should know': 'Was HR wissen sollte',
  'Agree to the rules for contractors': 'Den Regeln für freie Mitarbeit zustimmen',
  'What you see and hear while you work with us stays with us. Our accounts and our equipment are for your work for us alone, and go back with its end.':
    'Was Sie bei uns sehen und hören, bleibt bei uns. Unsere Konten und unsere Ausstattung sind allein für Ihre Arbeit für uns da und gehen mit deren Ende zurück.',
  'Your full name, as your signature': 'Ihr voller Name, als Unterschrift',
  'The company that you work for': 'Die Firma, für die Sie arbeiten',
  'Name a mentor': 'Mentorin oder Mentor benennen',
  'Who looks after the intern from the first day on? Ask them first.':
    'Wer kümmert sich vom ersten Tag an um die Person im Praktikum? Fragen Sie vorher nach.',
  'Name of the mentor': 'Name der Mentorin oder des Mentors',
  'Hours a week they have for it': 'Stunden in der Woche, die dafür da sind',
  'Ninety-day review': 'Rückblick nach neunzig Tagen',
  'Look back together: what was learnt, and do both sides want to go on?':
    'Blicken Sie gemeinsam zurück: Was wurde gelernt, und wollen beide Seiten weitermachen?',
  'Would you offer a job?': 'Würden Sie eine Stelle anbieten?',
};

/** Texts that planning composes of moments and assignees. `{name}` is a placeholder. */
export const COMPOSED_WORDS: Readonly<Record<string, string>> = {
  'on day one at {time}': 'am ersten Tag um {time}',
  '1 day before day one': '1 Tag vor dem ersten Tag',
  '1 day after day one': '1 Tag nach dem ersten Tag',
  '{count} business days before day one': '{count} Arbeitstage vor dem ersten Tag',
  '{count} business days after day one': '{count} Arbeitstage nach dem ersten Tag',
  '{count} days before day one': '{count} Tage vor dem ersten Tag',
  '{count} days after day one': '{count} Tage nach dem ersten Tag',
  '1 business day before day one': '1 Arbeitstag vor dem ersten Tag',
  '1 business day after day one': '1 Arbeitstag nach dem ersten Tag',
  '{one} or {other}': '{one} oder {other}',
  '{one} and {other}': '{one} und {other}',
  'the new hire': 'neue Person',
  'the manager’s manager': 'nächsthöhere Führungskraft',
  manager: 'Führungskraft',
  hr: 'HR',
  it: 'IT',
  finance: 'Finanzen',
  admin: 'Verwaltung',
};
