/**
 * German translations of the English texts of the API and of planning. `{name}` stands for any text; the first
 * line that matches counts. A text that follows the name of a field has no capital and no full stop.
 */
export const GERMAN: Readonly<Record<string, string>> = {
  // Of any field
  'is required': 'wird gebraucht',
  'is not valid': 'stimmt nicht',
  'is not a known field': 'ist kein bekanntes Feld',
  'is no e-mail address': 'ist keine E-Mail-Adresse',
  'must be an e-mail address': 'ist keine E-Mail-Adresse',
  'is no date': 'ist kein Datum',
  'is no date with a time': 'ist kein Datum mit Uhrzeit',
  'must be a date, YYYY-MM-DD': 'muss ein Datum sein, JJJJ-MM-TT',
  'must be text': 'muss Text sein',
  'must be a number': 'muss eine Zahl sein',
  'must be a whole number': 'muss eine ganze Zahl sein',
  'must be true or false': 'muss ja oder nein sein',
  'must be a list': 'muss eine Liste sein',
  'must be an object': 'muss ein Objekt sein',
  'must be one of {list}': 'muss eines hiervon sein: {list}',
  'must be answered': 'braucht eine Antwort',
  'is not asked for': 'ist nicht gefragt',
  'must not be empty': 'darf nicht leer sein',
  'must not be less than {least}': 'darf nicht kleiner sein als {least}',
  'must not be more than {most}': 'darf nicht größer sein als {most}',
  'must not be longer than {most} {counted}': 'darf nicht länger sein als {most} {counted}',
  characters: 'Zeichen',
  entries: 'Einträge',
  'must not contain control characters': 'darf keine Steuerzeichen enthalten',
  'may hold letters, digits, dots, dashes and underscores':
    'darf aus Buchstaben, Ziffern, Punkten, Binde- und Unterstrichen bestehen',
  'must change something': 'muss etwas ändern',

  // Requests
  'is no model in the inventory': 'ist kein Modell im Bestand',
  'is no training there is': 'gibt es nicht als Schulung',
  'must be after the start date, {date}': 'muss nach dem ersten Tag liegen, dem {date}',
  'must not be in the past: today is {date}': 'darf nicht in der Vergangenheit liegen: Heute ist der {date}',
  'must be within {count} years': 'muss innerhalb von {count} Jahren liegen',
  'must be before the contract ends, on {date}': 'muss vor dem Ende des Vertrags liegen, dem {date}',
  'must not be the employee: nobody approves their own onboarding':
    'darf nicht die neue Person sein: Niemand stimmt dem eigenen Onboarding zu',
  'has an open onboarding already': 'hat schon ein laufendes Onboarding',
  'has an open onboarding: {id}': 'hat ein laufendes Onboarding: {id}',
  'Onboarding {id} is still open for this person.': 'Für diese Person läuft noch das Onboarding {id}.',

  // Changes of a request
  'is moved by reschedule, which moves the plan along':
    'wird mit „Verschieben“ geändert: Dann verschiebt sich der Plan mit',
  'shapes the plan, which was approved: cancel it and submit it anew':
    'bestimmt den Plan, dem zugestimmt wurde: Sagen Sie ab, und reichen Sie neu ein',
  'costs more than what was approved': 'kostet mehr als das, dem zugestimmt wurde',
  'was used by {step} already': 'wurde schon verwendet von: {step}',
  'This can no longer be amended: {reasons}.': 'Das lässt sich nicht mehr ändern.',
  'The location {location} is no longer known; {mend}.': 'Den Standort {location} gibt es nicht mehr; {mend}.',
  'add it to the locations again until its onboardings have ended':
    'nehmen Sie ihn wieder auf, bis seine Onboardings beendet sind',

  // Why there is no plan
  'There is no plan for this request.': 'Für diese Angaben gibt es keinen Plan.',
  'There is no plan {name}: there are {names}.': 'Einen Plan {name} gibt es nicht; es gibt {names}.',
  '{need}, but {why}.': '{need}, aber {why}.',
  '{step} needs a decision by {who}': '„{step}“ braucht eine Entscheidung ({who})',
  '{step} needs to be done by {who}': '„{step}“ muss jemand erledigen ({who})',
  'the only one is who submits, and nobody decides on their own submission':
    'es gibt nur die Person, die einreicht, und niemand entscheidet über den eigenen Antrag',
  'the only one is the new hire, and nobody decides on themselves':
    'es gibt nur die neue Person, und niemand entscheidet über sich selbst',
  'nobody has that role': 'niemand hat diese Rolle',
  'nobody is known as the manager of {name}; say so among the people':
    'die Führungskraft von {name} ist nicht bekannt; tragen Sie sie bei den Personen ein',
  'the new hire': 'die neue Person',
  'the manager’s manager': 'die Führungskraft der Führungskraft',
  manager: 'Führungskraft',
  hr: 'HR',
  it: 'IT',
  finance: 'Finanzen',
  admin: 'Verwaltung',

  // Decisions
  'is none of the company’s people': 'ist hier niemandes Adresse',
  'The plan of this onboarding has no step {step}.': 'Der Plan dieses Onboardings hat keinen Schritt {step}.',
  'Temporal is not reachable: the decision may not have arrived. Try again.':
    'Temporal ist nicht erreichbar: Die Entscheidung ist vielleicht nicht angekommen. Versuchen Sie es noch einmal.',
  'Temporal is not reachable: the change may not have arrived. Look before you send it again.':
    'Temporal ist nicht erreichbar: Die Änderung ist vielleicht nicht angekommen. Sehen Sie nach, bevor Sie sie wiederholen.',
  'This onboarding is not with Temporal yet: try again.':
    'Dieses Onboarding ist noch nicht bei Temporal: Versuchen Sie es noch einmal.',
  'The database is not reachable: try again shortly.':
    'Die Datenbank ist nicht erreichbar: Versuchen Sie es gleich noch einmal.',

  // Files of many rows
  '{invalid} of {all} rows are not valid. {consequence}': '{invalid} von {all} Zeilen stimmen nicht. {consequence}',
  'Nothing was started.': 'Nichts wurde begonnen.',
  'Nothing was added.': 'Nichts wurde aufgenommen.',
  'holds {count} rows; at most {most} are taken at once: split it':
    'enthält {count} Zeilen; höchstens {most} gehen auf einmal: Teilen Sie die Datei',
  'is that of row {row}, too': 'steht auch in Zeile {row}',
  'has more than {most} lines': 'hat mehr als {most} Zeilen',
  'holds no rows below the names of the columns': 'enthält keine Zeilen unter den Namen der Spalten',
  'cannot be read as CSV': 'ist nicht als CSV zu lesen',
  'has a quote that is never closed': 'hat ein Anführungszeichen, das nie geschlossen wird',
  'has a quote within a quoted cell: write it twice':
    'hat ein Anführungszeichen in einer Zelle, die in Anführungszeichen steht: Verdoppeln Sie es',
  'has a quote within a cell that does not begin with one: quote the whole cell':
    'hat ein Anführungszeichen mitten in einer Zelle: Setzen Sie die ganze Zelle in Anführungszeichen',
  'is longer than {most} characters: is a quote never closed?':
    'ist länger als {most} Zeichen: Fehlt ein schließendes Anführungszeichen?',
  'has {cells} cells for {columns} columns: quote a cell that holds a separator':
    'hat {cells} Zellen für {columns} Spalten: Setzen Sie Zellen mit Trennzeichen in Anführungszeichen',
  'is no known column': 'ist keine bekannte Spalte',
  'is missing: every row needs this column': 'fehlt: Jede Zeile braucht diese Spalte',
  'is there twice': 'kommt zweimal vor',
  'is not {charset}: save it as “CSV UTF-8”, or name its charset, as in Content-Type: text/csv; charset=windows-1252':
    'ist nicht in {charset}: Speichern Sie sie als „CSV UTF-8“',
  'This charset is not known. UTF-8 is best.': 'Dieser Zeichensatz ist nicht bekannt. Am besten ist UTF-8.',
  'Everything of it has ended.': 'Alles davon ist beendet.',
  'Every valid row of it has started.': 'Jede richtige Zeile davon ist begonnen.',
  'Something failed on our side; it was logged. Resume the cohort to try again.':
    'Auf unserer Seite ist etwas fehlgeschlagen; es ist vermerkt. Beginnen Sie noch einmal, was fehlschlug.',

  // Equipment, trainings, people, absences, reports
  'There is an item {tag} already.': 'Ein Stück {tag} gibt es schon.',
  'is taken: there is an item {tag}': 'ist vergeben: Ein Stück {tag} gibt es schon',
  'Somebody added one of these items just now.': 'Jemand hat gerade eines dieser Stücke aufgenommen.',
  'Item {tag} is {state}.': 'Das Stück {tag} ist {state}.',
  free: 'frei',
  retired: 'ausgemustert',
  'Item {tag} is reserved for onboarding {id}: take it back there first.':
    'Das Stück {tag} ist für das Onboarding {id} reserviert: Nehmen Sie es erst dort zurück.',
  'must be three capital letters, as EUR': 'muss aus drei Großbuchstaben bestehen, wie EUR',
  'must begin with https://': 'muss mit https:// beginnen',
  'its address is not a public one': 'steht für keine öffentliche Adresse',
  'must be a time zone, as Europe/Berlin': 'muss eine Zeitzone sein, wie Europe/Berlin',
  'must be after startsAt': 'muss nach dem Beginn liegen',
  'must be in the future': 'muss in der Zukunft liegen',
  'There is a person with this address already.': 'Jemanden mit dieser Adresse gibt es schon.',
  'Only an administrator changes the roles of a person.': 'Rollen ändert nur die Verwaltung.',
  'You declare your own absences only.': 'Sie tragen nur Ihre eigenen Abwesenheiten ein.',
  'must not be before the first day': 'darf nicht vor dem ersten Tag liegen',
  'must not be over already': 'darf nicht schon vorbei sein',
  'must be within two years': 'muss innerhalb von zwei Jahren liegen',
  'must be somebody else': 'muss jemand anderes sein',
  'An absence from {from} to {to} is there already.': 'Eine Abwesenheit vom {from} bis {to} gibt es schon.',
  'must not be before the beginning of the period': 'darf nicht vor dem Beginn des Zeitraums liegen',
};
