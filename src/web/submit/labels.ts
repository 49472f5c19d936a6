import { inEveryLanguage } from '../locale';

/** The labels of the form, by the name of the field in the request. */
export const labelsIn = inEveryLanguage<Record<string, string>>({
  en: {
    'employee.givenName': 'First name',
    'employee.familyName': 'Last name',
    'employee.preferredName': 'Name they like to be called by',
    'employee.personalEmail': 'Private e-mail address',
    'employee.phone': 'Phone',
    'employee.address': 'Postal address',
    'job.title': 'Job title',
    'job.department': 'Department',
    'job.location': 'Location',
    'job.employmentType': 'Employed as',
    'job.remote': 'Place of work',
    'job.endDate': 'Last day',
    'manager.email': 'Manager’s e-mail address',
    'manager.name': 'Manager’s name',
    startDate: 'First day',
    plan: 'Plan',
    equipment: 'Equipment',
    trainings: 'Trainings',
    note: 'Note for everybody involved',
  },
  de: {
    'employee.givenName': 'Vorname',
    'employee.familyName': 'Nachname',
    'employee.preferredName': 'Rufname',
    'employee.personalEmail': 'Private E-Mail-Adresse',
    'employee.phone': 'Telefon',
    'employee.address': 'Postanschrift',
    'job.title': 'Stellenbezeichnung',
    'job.department': 'Abteilung',
    'job.location': 'Standort',
    'job.employmentType': 'Beschäftigt als',
    'job.remote': 'Arbeitsort',
    'job.endDate': 'Letzter Tag',
    'manager.email': 'E-Mail-Adresse der Führungskraft',
    'manager.name': 'Name der Führungskraft',
    startDate: 'Erster Tag',
    plan: 'Plan',
    equipment: 'Ausstattung',
    trainings: 'Schulungen',
    note: 'Notiz für alle Beteiligten',
  },
});

/** What the API finds wrong, where its own words are not the reader's. */
export const faultsIn = inEveryLanguage<Record<string, string>>({
  en: {
    'Invalid email address': 'is no e-mail address',
    'Invalid ISO date': 'is no date',
  },
  de: {
    'is required': 'wird gebraucht',
    'Invalid email address': 'ist keine E-Mail-Adresse',
    'Invalid ISO date': 'ist kein Datum',
    'is no model in the inventory': 'ist kein Modell im Bestand',
    'is no training there is': 'gibt es nicht als Schulung',
  },
});
