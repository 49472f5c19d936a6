import { defineMessages, type Locale } from './locale';

/** Labels of request fields by API name. Names in parentheses stand for errors without a single field. */
export const fieldLabels = defineMessages<Record<string, string>>({
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
    '(file)': 'File',
    '(row)': 'Row',
    '(body)': 'Request',
    rows: 'Rows',
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
    '(file)': 'Datei',
    '(row)': 'Zeile',
    '(body)': 'Antrag',
    rows: 'Zeilen',
  },
});

/** Returns column names as in the file; only names in parentheses get a label. */
export const formatColumnName = (locale: Locale, field: string): string =>
  field.startsWith('(') ? (fieldLabels(locale)[field] ?? field) : field;
